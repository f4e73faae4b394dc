package main

import (
	"crypto/md5"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"regexp"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/convert"
	"github.com/zclconf/go-cty/cty/function"
	"github.com/zclconf/go-cty/cty/function/stdlib"
)

// added are the functions that Terraform has beside those of go-cty.
func added() map[string]function.Function {
	all := pathsAndUrls()
	for name, one := range network() {
		all[name] = one
	}
	for name, one := range collections() {
		all[name] = one
	}
	all["startswith"] = test(strings.HasPrefix)
	all["endswith"] = test(strings.HasSuffix)
	all["strcontains"] = test(strings.Contains)
	all["alltrue"] = quantified(false)
	all["anytrue"] = quantified(true)
	all["base64encode"] = onText(func(a []string) (string, error) {
		return base64.StdEncoding.EncodeToString([]byte(a[0])), nil
	}, "text")
	all["base64decode"] = onText(func(a []string) (string, error) {
		plain, err := base64.StdEncoding.DecodeString(a[0])
		if err == nil && !utf8.Valid(plain) {
			_, err = failed("not text")
		}
		return string(plain), err
	}, "text")
	all["md5"] = onText(func(a []string) (string, error) {
		sum := md5.Sum([]byte(a[0]))
		return hex.EncodeToString(sum[:]), nil
	}, "text")
	all["sha256"] = onText(func(a []string) (string, error) {
		sum := sha256.Sum256([]byte(a[0]))
		return hex.EncodeToString(sum[:]), nil
	}, "text")
	all["replace"] = onText(func(a []string) (string, error) {
		// a pattern stands between slashes
		if len(a[1]) > 1 && a[1][0] == '/' && a[1][len(a[1])-1] == '/' {
			pattern, err := regexp.Compile(a[1][1 : len(a[1])-1])
			if err != nil {
				return "", err
			}
			return pattern.ReplaceAllString(a[0], a[2]), nil
		}
		return strings.ReplaceAll(a[0], a[1], a[2]), nil
	}, "text", "part", "replacement")
	all["timecmp"] = function.New(&function.Spec{Params: text("a", "b"), Type: returning(cty.Number),
		Impl: func(args []cty.Value, _ cty.Type) (cty.Value, error) {
			a, err := time.Parse(time.RFC3339, args[0].AsString())
			if err != nil {
				return cty.NilVal, err
			}
			b, err := time.Parse(time.RFC3339, args[1].AsString())
			return cty.NumberIntVal(int64(a.Compare(b))), err
		}})
	all["sensitive"] = function.New(&function.Spec{Params: []function.Parameter{any_},
		Type: func(args []cty.Value) (cty.Type, error) { return args[0].Type(), nil },
		Impl: func(args []cty.Value, _ cty.Type) (cty.Value, error) { return args[0], nil }})
	all["nonsensitive"] = all["sensitive"]
	// the first that is neither null nor an empty string, as the type that all have in common
	all["coalesce"] = function.New(&function.Spec{VarParam: &any_,
		Type: func(args []cty.Value) (cty.Type, error) {
			kinds := []cty.Type{}
			for _, arg := range args {
				kinds = append(kinds, arg.Type())
			}
			kind, _ := convert.UnifyUnsafe(kinds)
			if kind == cty.NilType {
				_, err := failed("the types have nothing in common")
				return cty.NilType, err
			}
			return kind, nil
		},
		Impl: func(args []cty.Value, kind cty.Type) (cty.Value, error) {
			for _, arg := range args {
				value, err := convert.Convert(arg, kind)
				if err != nil || !value.IsKnown() {
					return cty.UnknownVal(kind), err
				}
				if value.IsNull() || (kind == cty.String && value.AsString() == "") {
					continue
				}
				return value, nil
			}
			return failed("nothing is left")
		}})
	// as stdlib's, and of strings: characters as people see them
	all["length"] = function.New(&function.Spec{Params: []function.Parameter{{Name: "value", Type: cty.DynamicPseudoType, AllowDynamicType: true, AllowUnknown: true}},
		Type: returning(cty.Number),
		Impl: func(args []cty.Value, _ cty.Type) (cty.Value, error) {
			value := args[0]
			switch kind := value.Type(); {
			case kind == cty.DynamicPseudoType:
				return cty.UnknownVal(cty.Number), nil
			case kind.IsTupleType():
				return cty.NumberIntVal(int64(kind.Length())), nil
			case kind.IsObjectType():
				return cty.NumberIntVal(int64(len(kind.AttributeTypes()))), nil
			case kind == cty.String:
				return stdlib.Strlen(value)
			case kind.IsCollectionType():
				return value.Length(), nil
			}
			return failed("it has no length")
		}})
	return all
}
