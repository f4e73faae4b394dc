package main

import (
	"fmt"
	"math/big"
	"net"

	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/function"
	"github.com/zclconf/go-cty/cty/gocty"
)

var (
	prefix = function.Parameter{Name: "prefix", Type: cty.String}
	number = function.Parameter{Name: "number", Type: cty.Number}
)

func integer(value cty.Value) *big.Int {
	whole, _ := value.AsBigFloat().Int(nil)
	return whole
}

// shifted is an address moved by a number of steps of a size.
func shifted(ip net.IP, by *big.Int, bits uint) net.IP {
	sum := new(big.Int).Add(new(big.Int).SetBytes(ip), new(big.Int).Lsh(by, bits))
	return sum.FillBytes(make([]byte, len(ip)))
}

func parsed(value cty.Value) (net.IP, int, int, error) {
	_, block, err := net.ParseCIDR(value.AsString())
	if err != nil {
		return nil, 0, 0, err
	}
	ones, bits := block.Mask.Size()
	return block.IP, ones, bits, nil
}

func network() map[string]function.Function {
	return map[string]function.Function{
		"cidrhost": function.New(&function.Spec{Params: []function.Parameter{prefix, number}, Type: returning(cty.String),
			Impl: func(args []cty.Value, _ cty.Type) (cty.Value, error) {
				ip, ones, bits, err := parsed(args[0])
				if err != nil {
					return cty.NilVal, err
				}
				size := new(big.Int).Lsh(big.NewInt(1), uint(bits-ones))
				host := integer(args[1])
				if host.Sign() < 0 {
					host = new(big.Int).Add(size, host)
				}
				if host.Sign() < 0 || host.Cmp(size) >= 0 {
					return failed("no such host")
				}
				return cty.StringVal(shifted(ip, host, 0).String()), nil
			}}),
		"cidrnetmask": onText(func(a []string) (string, error) {
			_, block, err := net.ParseCIDR(a[0])
			if err != nil {
				return "", err
			}
			if len(block.Mask) != net.IPv4len {
				return "", fmt.Errorf("IPv6 has no netmask")
			}
			return net.IP(block.Mask).String(), nil
		}, "prefix"),
		"cidrsubnet": function.New(&function.Spec{Params: []function.Parameter{prefix, number, number}, Type: returning(cty.String),
			Impl: func(args []cty.Value, _ cty.Type) (cty.Value, error) {
				ip, ones, bits, err := parsed(args[0])
				if err != nil {
					return cty.NilVal, err
				}
				var added int
				if err := gocty.FromCtyValue(args[1], &added); err != nil {
					return cty.NilVal, err
				}
				length, at := ones+added, integer(args[2])
				if added < 0 || length > bits || at.Sign() < 0 || at.BitLen() > added {
					return failed("no such subnet")
				}
				return cty.StringVal(fmt.Sprintf("%s/%d", shifted(ip, at, uint(bits-length)), length)), nil
			}}),
		// one after another, each at the next address that its size allows
		"cidrsubnets": function.New(&function.Spec{Params: []function.Parameter{prefix}, VarParam: &number, Type: returning(cty.List(cty.String)),
			Impl: func(args []cty.Value, _ cty.Type) (cty.Value, error) {
				ip, ones, bits, err := parsed(args[0])
				if err != nil {
					return cty.NilVal, err
				}
				next, size := new(big.Int), new(big.Int).Lsh(big.NewInt(1), uint(bits-ones))
				found := []cty.Value{}
				for _, arg := range args[1:] {
					var added int
					if err := gocty.FromCtyValue(arg, &added); err != nil || added < 1 || ones+added > bits {
						return failed("no such subnet")
					}
					width := new(big.Int).Lsh(big.NewInt(1), uint(bits-ones-added))
					next.Add(next, new(big.Int).Sub(width, big.NewInt(1)))
					next.Div(next, width).Mul(next, width)
					found = append(found, cty.StringVal(fmt.Sprintf("%s/%d", shifted(ip, next, 0), ones+added)))
					if next.Add(next, width); next.Cmp(size) > 0 {
						return failed("no room is left")
					}
				}
				if len(found) == 0 {
					return cty.ListValEmpty(cty.String), nil
				}
				return cty.ListVal(found), nil
			}}),
	}
}
