package main

import (
	"fmt"
	"net/url"
	"path"

	"github.com/hashicorp/hcl/v2/ext/tryfunc"
	"github.com/zclconf/go-cty-yaml"
	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/function"
	"github.com/zclconf/go-cty/cty/function/stdlib"
)

// functions are those of go-cty under Terraform's names, and beside them those that Terraform adds, written from the
// pages of its documentation: https://developer.hashicorp.com/terraform/language/functions
func functions() map[string]function.Function {
	all := map[string]function.Function{
		"abs": stdlib.AbsoluteFunc, "ceil": stdlib.CeilFunc, "chomp": stdlib.ChompFunc, "chunklist": stdlib.ChunklistFunc,
		"coalescelist": stdlib.CoalesceListFunc, "compact": stdlib.CompactFunc, "concat": stdlib.ConcatFunc,
		"contains": stdlib.ContainsFunc, "csvdecode": stdlib.CSVDecodeFunc, "distinct": stdlib.DistinctFunc,
		"element": stdlib.ElementFunc, "flatten": stdlib.FlattenFunc, "floor": stdlib.FloorFunc, "format": stdlib.FormatFunc,
		"formatdate": stdlib.FormatDateFunc, "formatlist": stdlib.FormatListFunc, "indent": stdlib.IndentFunc,
		"join": stdlib.JoinFunc, "jsondecode": stdlib.JSONDecodeFunc, "jsonencode": stdlib.JSONEncodeFunc,
		"keys": stdlib.KeysFunc, "log": stdlib.LogFunc, "lower": stdlib.LowerFunc, "max": stdlib.MaxFunc,
		"merge": stdlib.MergeFunc, "min": stdlib.MinFunc, "parseint": stdlib.ParseIntFunc, "pow": stdlib.PowFunc,
		"range": stdlib.RangeFunc, "regex": stdlib.RegexFunc, "regexall": stdlib.RegexAllFunc,
		"reverse": stdlib.ReverseListFunc, "setintersection": stdlib.SetIntersectionFunc,
		"setproduct": stdlib.SetProductFunc, "setsubtract": stdlib.SetSubtractFunc, "setunion": stdlib.SetUnionFunc,
		"signum": stdlib.SignumFunc, "slice": stdlib.SliceFunc, "sort": stdlib.SortFunc, "split": stdlib.SplitFunc,
		"strrev": stdlib.ReverseFunc, "substr": stdlib.SubstrFunc, "timeadd": stdlib.TimeAddFunc, "title": stdlib.TitleFunc,
		"trim": stdlib.TrimFunc, "trimprefix": stdlib.TrimPrefixFunc, "trimspace": stdlib.TrimSpaceFunc,
		"trimsuffix": stdlib.TrimSuffixFunc, "upper": stdlib.UpperFunc, "values": stdlib.ValuesFunc,
		"zipmap": stdlib.ZipmapFunc, "try": tryfunc.TryFunc, "can": tryfunc.CanFunc,
		"yamldecode": yaml.YAMLDecodeFunc, "yamlencode": yaml.YAMLEncodeFunc,
		"tostring": stdlib.MakeToFunc(cty.String), "tonumber": stdlib.MakeToFunc(cty.Number),
		"tobool": stdlib.MakeToFunc(cty.Bool), "tolist": stdlib.MakeToFunc(cty.List(cty.DynamicPseudoType)),
		"toset": stdlib.MakeToFunc(cty.Set(cty.DynamicPseudoType)), "tomap": stdlib.MakeToFunc(cty.Map(cty.DynamicPseudoType)),
	}
	for name, added := range added() {
		all[name] = added
	}
	return all
}

func text(names ...string) []function.Parameter {
	var parameters []function.Parameter
	for _, name := range names {
		parameters = append(parameters, function.Parameter{Name: name, Type: cty.String})
	}
	return parameters
}

func returning(kind cty.Type) function.TypeFunc { return function.StaticReturnType(kind) }

// strings makes a function of strings that gives a string.
func onText(run func(args []string) (string, error), names ...string) function.Function {
	return function.New(&function.Spec{Params: text(names...), Type: returning(cty.String),
		Impl: func(args []cty.Value, _ cty.Type) (cty.Value, error) {
			plain := []string{}
			for _, arg := range args {
				plain = append(plain, arg.AsString())
			}
			result, err := run(plain)
			return cty.StringVal(result), err
		}})
}

func test(run func(text, part string) bool) function.Function {
	return function.New(&function.Spec{Params: text("text", "part"), Type: returning(cty.Bool),
		Impl: func(args []cty.Value, _ cty.Type) (cty.Value, error) {
			return cty.BoolVal(run(args[0].AsString(), args[1].AsString())), nil
		}})
}

var any_ = function.Parameter{Name: "value", Type: cty.DynamicPseudoType, AllowNull: true, AllowDynamicType: true, AllowUnknown: true}

// quantified is alltrue and anytrue: the value of one that decides, and else what remains.
func quantified(deciding bool) function.Function {
	return function.New(&function.Spec{
		Params: []function.Parameter{{Name: "list", Type: cty.List(cty.Bool)}}, Type: returning(cty.Bool),
		Impl: func(args []cty.Value, _ cty.Type) (cty.Value, error) {
			open := false
			for _, one := range args[0].AsValueSlice() {
				if !one.IsKnown() {
					open = true
				} else if (!one.IsNull() && one.True()) == deciding {
					return cty.BoolVal(deciding), nil
				}
			}
			if open {
				return cty.UnknownVal(cty.Bool), nil
			}
			return cty.BoolVal(!deciding), nil
		}})
}

func pathsAndUrls() map[string]function.Function {
	return map[string]function.Function{
		"basename":  onText(func(a []string) (string, error) { return path.Base(a[0]), nil }, "path"),
		"dirname":   onText(func(a []string) (string, error) { return path.Dir(a[0]), nil }, "path"),
		"urlencode": onText(func(a []string) (string, error) { return url.QueryEscape(a[0]), nil }, "text"),
	}
}

func failed(reason string) (cty.Value, error) { return cty.NilVal, fmt.Errorf("%s", reason) }
