// Writes values.json: what HashiCorp's own libraries make of the expressions in expressions/, with the variables and
// locals of given.tf. Run by hand, see README.md.
package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"sort"
	"strings"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/ext/typeexpr"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/convert"
)

// row is one line of the table.
type row struct {
	Expression string `json:"expression"`
	// Value is left out where Terraform ends with an error.
	Value any  `json:"value,omitempty"`
	Error bool `json:"error,omitempty"`
	// Because is why Handrail does not know the value, though Terraform may.
	Because string `json:"because,omitempty"`
}

// tooMuch marks expressions that are made to exhaust whoever evaluates them: this program would not end either.
const tooMuch = "too much would have to be evaluated"

// unknown stands in the table for what is not known before a run.
const unknown = "‹unknown›"

func main() {
	ctx := &hcl.EvalContext{Functions: functions(), Variables: map[string]cty.Value{}}
	given(ctx)
	paths, err := filepath.Glob("expressions/*.txt")
	check(err)
	sort.Strings(paths)
	table := map[string][]row{}
	for _, path := range paths {
		text, err := os.ReadFile(path)
		check(err)
		family := strings.TrimSuffix(filepath.Base(path), ".txt")
		for _, paragraph := range strings.Split(string(text), "\n\n") {
			if one, found := evaluate(paragraph, ctx); found {
				table[family] = append(table[family], one)
			}
		}
	}
	var out bytes.Buffer
	encoder := json.NewEncoder(&out)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", "  ")
	check(encoder.Encode(table))
	check(os.WriteFile("values.json", out.Bytes(), 0o644))
}

// evaluate reads a paragraph: lines of comment, one of which may say `# because: …`, and the expression below them.
func evaluate(paragraph string, ctx *hcl.EvalContext) (row, bool) {
	var one row
	lines := strings.Split(strings.Trim(paragraph, "\n"), "\n")
	for len(lines) > 0 && strings.HasPrefix(lines[0], "#") {
		if because, found := strings.CutPrefix(lines[0], "# because: "); found {
			one.Because = because
		}
		lines = lines[1:]
	}
	one.Expression = strings.Join(lines, "\n")
	if one.Expression == "" {
		return one, false
	}
	if one.Because == tooMuch {
		return one, true
	}
	expression, diagnostics := hclsyntax.ParseExpression([]byte(one.Expression+"\n"), "expression", hcl.InitialPos)
	if diagnostics.HasErrors() {
		fmt.Fprintf(os.Stderr, "%s: %s\n", one.Expression, diagnostics)
		os.Exit(1)
	}
	value, diagnostics := expression.Value(ctx)
	if diagnostics.HasErrors() {
		one.Error = true
		if os.Getenv("EXPLAIN") != "" {
			fmt.Printf("%s: %s\n", one.Expression, diagnostics[0].Detail)
		}
	} else {
		one.Value = plain(value)
	}
	return one, true
}

// plain is a value as JSON, with what is unknown in its place.
func plain(value cty.Value) any {
	value, _ = value.UnmarkDeep()
	switch {
	case !value.IsKnown():
		return unknown
	case value.IsNull():
		return json.RawMessage("null")
	case value.Type() == cty.Number && value.AsBigFloat().IsInf():
		return "‹infinite›"
	case value.Type() == cty.Number:
		return json.RawMessage(value.AsBigFloat().Text('f', -1))
	case value.Type().IsPrimitiveType():
		text, err := convert.Convert(value, cty.String)
		check(err)
		if value.Type() == cty.Bool {
			return value.True()
		}
		return text.AsString()
	case value.Type().IsObjectType() || value.Type().IsMapType():
		fields := map[string]any{}
		for name, field := range value.AsValueMap() {
			fields[name] = plain(field)
		}
		return fields
	default:
		items := []any{}
		for _, item := range value.AsValueSlice() {
			items = append(items, plain(item))
		}
		return items
	}
}

// given fills in the variables and locals, as Terraform does: type, defaults of optional attributes, nullable.
func given(ctx *hcl.EvalContext) {
	text, err := os.ReadFile("given.tf")
	check(err)
	file, diagnostics := hclsyntax.ParseConfig(text, "given.tf", hcl.InitialPos)
	fail(diagnostics)
	variables, locals := map[string]cty.Value{}, map[string]cty.Value{}
	for _, block := range file.Body.(*hclsyntax.Body).Blocks {
		if block.Type == "variable" {
			variables[block.Labels[0]] = variable(block.Body)
			ctx.Variables["var"] = cty.ObjectVal(variables)
		}
	}
	for _, block := range file.Body.(*hclsyntax.Body).Blocks {
		if block.Type != "locals" {
			continue
		}
		attributes := []*hclsyntax.Attribute{}
		for _, attribute := range block.Body.Attributes {
			attributes = append(attributes, attribute)
		}
		sort.Slice(attributes, func(a, b int) bool { return attributes[a].SrcRange.Start.Byte < attributes[b].SrcRange.Start.Byte })
		for _, attribute := range attributes {
			value, diagnostics := attribute.Expr.Value(ctx)
			fail(diagnostics)
			locals[attribute.Name] = value
			ctx.Variables["local"] = cty.ObjectVal(locals)
		}
	}
}

func variable(body *hclsyntax.Body) cty.Value {
	kind, defaults := cty.DynamicPseudoType, (*typeexpr.Defaults)(nil)
	if written := body.Attributes["type"]; written != nil {
		var diagnostics hcl.Diagnostics
		kind, defaults, diagnostics = typeexpr.TypeConstraintWithDefaults(written.Expr)
		fail(diagnostics)
	}
	written := body.Attributes["default"]
	if written == nil {
		return cty.UnknownVal(kind.WithoutOptionalAttributesDeep())
	}
	value, diagnostics := written.Expr.Value(nil)
	fail(diagnostics)
	if defaults != nil && !value.IsNull() {
		value = defaults.Apply(value)
	}
	value, err := convert.Convert(value, kind)
	check(err)
	return value
}

func fail(diagnostics hcl.Diagnostics) {
	if diagnostics.HasErrors() {
		fmt.Fprintln(os.Stderr, diagnostics)
		os.Exit(1)
	}
}

func check(err error) {
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}
