package main

import (
	"sort"

	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/convert"
	"github.com/zclconf/go-cty/cty/function"
	"github.com/zclconf/go-cty/cty/function/stdlib"
)

func anyOf(names ...string) []function.Parameter {
	var parameters []function.Parameter
	for _, name := range names {
		parameters = append(parameters, function.Parameter{Name: name, Type: cty.DynamicPseudoType})
	}
	return parameters
}

func collections() map[string]function.Function {
	strings := cty.List(cty.String)
	return map[string]function.Function{
		"index": function.New(&function.Spec{Params: anyOf("list", "value"), Type: returning(cty.Number),
			Impl: func(args []cty.Value, _ cty.Type) (cty.Value, error) {
				if !args[0].CanIterateElements() {
					return failed("no list")
				}
				for it := args[0].ElementIterator(); it.Next(); {
					at, one := it.Element()
					same, err := stdlib.Equal(one, args[1])
					if err != nil || !same.IsKnown() {
						return cty.UnknownVal(cty.Number), err
					}
					if same.True() {
						return at, nil
					}
				}
				return failed("not found")
			}}),
		// the attribute of an object or the element of a map, and else the fallback
		"lookup": function.New(&function.Spec{Params: anyOf("map", "key"), VarParam: &any_,
			Type: func(args []cty.Value) (cty.Type, error) {
				kind := args[0].Type()
				switch {
				case kind.IsMapType():
					return kind.ElementType(), nil
				case kind.IsObjectType() && args[1].IsKnown():
					if kind.HasAttribute(args[1].AsString()) {
						return kind.AttributeType(args[1].AsString()), nil
					}
					if len(args) == 3 {
						return args[2].Type(), nil
					}
				}
				return cty.DynamicPseudoType, nil
			},
			Impl: func(args []cty.Value, kind cty.Type) (cty.Value, error) {
				container, key := args[0], args[1].AsString()
				if container.Type().IsObjectType() && container.Type().HasAttribute(key) {
					return container.GetAttr(key), nil
				}
				if container.Type().IsMapType() && container.HasIndex(args[1]).True() {
					return container.Index(args[1]), nil
				}
				if len(args) == 3 {
					return convert.Convert(args[2], kind)
				}
				return failed("no such key")
			}}),
		"matchkeys": function.New(&function.Spec{
			Params: []function.Parameter{{Name: "values", Type: cty.List(cty.DynamicPseudoType)}, {Name: "keys", Type: cty.List(cty.DynamicPseudoType)}, {Name: "wanted", Type: cty.List(cty.DynamicPseudoType)}},
			Type:   func(args []cty.Value) (cty.Type, error) { return args[0].Type(), nil },
			Impl: func(args []cty.Value, kind cty.Type) (cty.Value, error) {
				if args[0].LengthInt() != args[1].LengthInt() {
					return failed("lists of different length")
				}
				found := []cty.Value{}
				keys, wanted := args[1].AsValueSlice(), args[2].AsValueSlice()
				for at, value := range args[0].AsValueSlice() {
					for _, one := range wanted {
						if same, err := stdlib.Equal(keys[at], one); err == nil && same.IsKnown() && same.True() {
							found = append(found, value)
							break
						}
					}
				}
				if len(found) == 0 {
					return cty.ListValEmpty(kind.ElementType()), nil
				}
				return cty.ListVal(found), nil
			}}),
		"one": function.New(&function.Spec{Params: anyOf("list"),
			Type: func(args []cty.Value) (cty.Type, error) {
				kind := args[0].Type()
				if kind.IsTupleType() {
					if kind.Length() == 1 {
						return kind.TupleElementType(0), nil
					}
					return cty.DynamicPseudoType, nil
				}
				return kind.ElementType(), nil
			},
			Impl: func(args []cty.Value, kind cty.Type) (cty.Value, error) {
				switch items := args[0].AsValueSlice(); len(items) {
				case 0:
					return cty.NullVal(kind), nil
				case 1:
					return items[0], nil
				}
				return failed("more than one")
			}}),
		"sum": function.New(&function.Spec{Params: anyOf("list"), Type: returning(cty.Number),
			Impl: func(args []cty.Value, _ cty.Type) (cty.Value, error) {
				if !args[0].CanIterateElements() || args[0].LengthInt() == 0 {
					return failed("nothing to add")
				}
				sum := cty.Zero
				for _, one := range args[0].AsValueSlice() {
					number, err := convert.Convert(one, cty.Number)
					if err != nil || number.IsNull() {
						return failed("no number")
					}
					sum = sum.Add(number)
				}
				return sum, nil
			}}),
		"transpose": function.New(&function.Spec{
			Params: []function.Parameter{{Name: "map", Type: cty.Map(strings)}}, Type: returning(cty.Map(strings)),
			Impl: func(args []cty.Value, _ cty.Type) (cty.Value, error) {
				turned := map[string][]string{}
				for key, list := range args[0].AsValueMap() {
					for _, one := range list.AsValueSlice() {
						turned[one.AsString()] = append(turned[one.AsString()], key)
					}
				}
				result := map[string]cty.Value{}
				for key, list := range turned {
					sort.Strings(list)
					values := []cty.Value{}
					for _, one := range list {
						values = append(values, cty.StringVal(one))
					}
					result[key] = cty.ListVal(values)
				}
				if len(result) == 0 {
					return cty.MapValEmpty(strings), nil
				}
				return cty.MapVal(result), nil
			}}),
	}
}
