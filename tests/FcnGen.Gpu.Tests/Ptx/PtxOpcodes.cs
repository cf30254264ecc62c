using System;
using System.Collections.Generic;

namespace FcnGen.Gpu.Tests.Ptx;

/// <summary>
/// The instructions by their names in the text. An operand is a word (w: 32 bits and less), a long (l: 64 bits) or a predicate (p),
/// the result first.
/// </summary>
internal static class PtxOpcodes
{
    private static readonly Dictionary<string, (PtxOp Op, string Operands)> _table = Build();

    private static readonly Dictionary<string, PtxComparison> _comparisons = new(StringComparer.Ordinal)
    {
        ["eq"] = PtxComparison.Equal, ["ne"] = PtxComparison.NotEqual, ["lt"] = PtxComparison.Less, ["le"] = PtxComparison.LessOrEqual,
        ["gt"] = PtxComparison.Greater, ["ge"] = PtxComparison.GreaterOrEqual, ["lo"] = PtxComparison.Less, ["ls"] = PtxComparison.LessOrEqual,
        ["hi"] = PtxComparison.Greater, ["hs"] = PtxComparison.GreaterOrEqual, ["equ"] = PtxComparison.EqualUnordered,
        ["neu"] = PtxComparison.NotEqualUnordered, ["ltu"] = PtxComparison.LessUnordered, ["leu"] = PtxComparison.LessOrEqualUnordered,
        ["gtu"] = PtxComparison.GreaterUnordered, ["geu"] = PtxComparison.GreaterOrEqualUnordered, ["num"] = PtxComparison.Numbers,
        ["nan"] = PtxComparison.NotNumbers,
    };

    /// <summary>Every name that is known, without memory accesses and comparisons.</summary>
    public static IReadOnlyCollection<string> Names => _table.Keys;

    /// <summary>Looks up an instruction that is neither a memory access nor a comparison.</summary>
    public static bool TryFind(string name, out PtxOp op, out string operands)
    {
        bool found = _table.TryGetValue(name, out (PtxOp Op, string Operands) entry);
        (op, operands) = entry;
        return found;
    }

    /// <summary>The parts of <c>setp.lt.s32</c>.</summary>
    public static bool TryFindComparison(string name, out PtxOp op, out PtxComparison comparison, out string operands)
    {
        (op, comparison, operands) = (default, default, "");
        string[] parts = name.Split('.');
        if (parts[0] != "setp" || parts.Length != 3 || !_comparisons.TryGetValue(parts[1], out comparison)) return false;
        (op, operands) = parts[2] switch
        {
            "s32" or "s16" => (PtxOp.CompareSigned, "pww"),
            "u32" or "b32" or "u16" or "b16" => (PtxOp.CompareUnsigned, "pww"),
            "f32" => (PtxOp.CompareFloat, "pww"),
            "s64" => (PtxOp.CompareSignedLong, "pll"),
            "u64" or "b64" => (PtxOp.CompareUnsignedLong, "pll"),
            "f64" => (PtxOp.CompareDouble, "pll"),
            _ => (default, ""),
        };
        return operands.Length > 0;
    }

    private static Dictionary<string, (PtxOp Op, string Operands)> Build()
    {
        var table = new Dictionary<string, (PtxOp, string)>(StringComparer.Ordinal);
        void Add(PtxOp op, string operands, params string[] names)
        {
            foreach (string name in names) table.Add(name, (op, operands));
        }

        Words(Add);
        Floats(Add);
        Longs(Add);
        Conversions(Add);
        Add(PtxOp.MovePredicate, "pp", "mov.pred");
        Add(PtxOp.NotPredicate, "pp", "not.pred");
        Add(PtxOp.AndPredicate, "ppp", "and.pred");
        Add(PtxOp.OrPredicate, "ppp", "or.pred");
        Add(PtxOp.XorPredicate, "ppp", "xor.pred");
        Add(PtxOp.Return, "", "ret", "exit");
        Add(PtxOp.CommitCopies, "", "cp.async.commit_group");
        Add(PtxOp.WaitForAllCopies, "", "cp.async.wait_all");
        return table;
    }

    private delegate void Adder(PtxOp op, string operands, params string[] names);

    private static void Words(Adder add)
    {
        add(PtxOp.Move, "ww", "mov.b32", "mov.u32", "mov.s32", "mov.f32", "mov.b16", "mov.u16", "mov.s16", "cvt.u32.u32", "cvt.s32.s32", "cvt.u32.s32", "cvt.s32.u32");
        add(PtxOp.Add, "www", "add.s32", "add.u32");
        add(PtxOp.Subtract, "www", "sub.s32", "sub.u32");
        add(PtxOp.Multiply, "www", "mul.lo.s32", "mul.lo.u32");
        add(PtxOp.MultiplyHighUnsigned, "www", "mul.hi.u32");
        add(PtxOp.MultiplyAdd, "wwww", "mad.lo.s32", "mad.lo.u32");
        add(PtxOp.DivideSigned, "www", "div.s32");
        add(PtxOp.DivideUnsigned, "www", "div.u32");
        add(PtxOp.RemainderSigned, "www", "rem.s32");
        add(PtxOp.RemainderUnsigned, "www", "rem.u32");
        add(PtxOp.ShiftLeft, "www", "shl.b32");
        add(PtxOp.ShiftRightSigned, "www", "shr.s32");
        add(PtxOp.ShiftRightUnsigned, "www", "shr.u32", "shr.b32");
        add(PtxOp.And, "www", "and.b32", "and.b16");
        add(PtxOp.Or, "www", "or.b32", "or.b16");
        add(PtxOp.Xor, "www", "xor.b32");
        add(PtxOp.Not, "ww", "not.b32");
        add(PtxOp.Negate, "ww", "neg.s32");
        add(PtxOp.Absolute, "ww", "abs.s32");
        add(PtxOp.MinSigned, "www", "min.s32");
        add(PtxOp.MinUnsigned, "www", "min.u32");
        add(PtxOp.MaxSigned, "www", "max.s32");
        add(PtxOp.MaxUnsigned, "www", "max.u32");
        add(PtxOp.Select, "wwwp", "selp.b32", "selp.u32", "selp.s32", "selp.f32", "selp.b16");
    }

    private static void Floats(Adder add)
    {
        add(PtxOp.AddFloat, "www", "add.f32", "add.rn.f32");
        add(PtxOp.SubtractFloat, "www", "sub.f32", "sub.rn.f32");
        add(PtxOp.MultiplyFloat, "www", "mul.f32", "mul.rn.f32");
        add(PtxOp.DivideFloat, "www", "div.rn.f32", "div.approx.f32", "div.full.f32");
        add(PtxOp.FusedMultiplyAddFloat, "wwww", "fma.rn.f32");
        add(PtxOp.MinFloat, "www", "min.f32");
        add(PtxOp.MaxFloat, "www", "max.f32");
        add(PtxOp.MaxFloatOrNaN, "www", "max.NaN.f32");
        add(PtxOp.NegateFloat, "ww", "neg.f32");
        add(PtxOp.AbsoluteFloat, "ww", "abs.f32");
        add(PtxOp.SquareRootFloat, "ww", "sqrt.rn.f32", "sqrt.approx.f32");
        add(PtxOp.ReciprocalFloat, "ww", "rcp.rn.f32", "rcp.approx.f32");
        add(PtxOp.ReciprocalRootFloat, "ww", "rsqrt.approx.f32");
        add(PtxOp.Exponent2, "ww", "ex2.approx.f32");
        add(PtxOp.Logarithm2, "ww", "lg2.approx.f32");
        add(PtxOp.FloorFloat, "ww", "cvt.rmi.f32.f32");
        add(PtxOp.CeilingFloat, "ww", "cvt.rpi.f32.f32");
        add(PtxOp.RoundFloat, "ww", "cvt.rni.f32.f32");
        add(PtxOp.TruncateFloat, "ww", "cvt.rzi.f32.f32");
    }

    private static void Longs(Adder add)
    {
        add(PtxOp.MoveLong, "ll", "mov.b64", "mov.u64", "mov.s64", "mov.f64", "cvta.to.global.u64", "cvta.to.shared.u64");
        add(PtxOp.AddLong, "lll", "add.s64", "add.u64");
        add(PtxOp.SubtractLong, "lll", "sub.s64", "sub.u64");
        add(PtxOp.MultiplyLong, "lll", "mul.lo.s64", "mul.lo.u64");
        add(PtxOp.MultiplyWideUnsigned, "lww", "mul.wide.u32");
        add(PtxOp.MultiplyWideSigned, "lww", "mul.wide.s32");
        add(PtxOp.MultiplyAddLong, "llll", "mad.lo.s64", "mad.lo.u64");
        add(PtxOp.DivideLong, "lll", "div.s64");
        add(PtxOp.RemainderLong, "lll", "rem.s64");
        add(PtxOp.ShiftLeftLong, "llw", "shl.b64");
        add(PtxOp.ShiftRightLong, "llw", "shr.s64");
        add(PtxOp.ShiftRightLongUnsigned, "llw", "shr.u64", "shr.b64");
        add(PtxOp.AndLong, "lll", "and.b64");
        add(PtxOp.OrLong, "lll", "or.b64");
        add(PtxOp.XorLong, "lll", "xor.b64");
        add(PtxOp.SelectLong, "lllp", "selp.b64", "selp.u64", "selp.s64", "selp.f64");
        add(PtxOp.AddDouble, "lll", "add.f64", "add.rn.f64");
        add(PtxOp.SubtractDouble, "lll", "sub.f64", "sub.rn.f64");
        add(PtxOp.MultiplyDouble, "lll", "mul.f64", "mul.rn.f64");
        add(PtxOp.DivideDouble, "lll", "div.rn.f64");
        add(PtxOp.FusedMultiplyAddDouble, "llll", "fma.rn.f64");
        add(PtxOp.MinDouble, "lll", "min.f64");
        add(PtxOp.MaxDouble, "lll", "max.f64");
        add(PtxOp.NegateDouble, "ll", "neg.f64");
        add(PtxOp.AbsoluteDouble, "ll", "abs.f64");
        add(PtxOp.SquareRootDouble, "ll", "sqrt.rn.f64");
        add(PtxOp.ReciprocalDouble, "ll", "rcp.rn.f64");
    }

    private static void Conversions(Adder add)
    {
        add(PtxOp.FloatOfSigned, "ww", "cvt.rn.f32.s32");
        add(PtxOp.FloatOfUnsigned, "ww", "cvt.rn.f32.u32");
        add(PtxOp.SignedOfFloat, "ww", "cvt.rzi.s32.f32");
        add(PtxOp.UnsignedOfFloat, "ww", "cvt.rzi.u32.f32");
        add(PtxOp.Tf32OfFloat, "ww", "cvt.rna.tf32.f32");
        add(PtxOp.LongOfUnsigned, "lw", "cvt.u64.u32", "cvt.s64.u32");
        add(PtxOp.LongOfSigned, "lw", "cvt.s64.s32", "cvt.u64.s32");
        add(PtxOp.WordOfLong, "wl", "cvt.u32.u64", "cvt.s32.s64", "cvt.u32.s64", "cvt.s32.u64");
        add(PtxOp.DoubleOfFloat, "lw", "cvt.f64.f32");
        add(PtxOp.FloatOfDouble, "wl", "cvt.rn.f32.f64");
        add(PtxOp.DoubleOfSigned, "lw", "cvt.rn.f64.s32");
        add(PtxOp.DoubleOfUnsigned, "lw", "cvt.rn.f64.u32");
        add(PtxOp.SignedOfDouble, "wl", "cvt.rzi.s32.f64");
        add(PtxOp.ByteOfWord, "ww", "cvt.u8.u32", "cvt.u8.s32", "cvt.u32.u8", "cvt.s32.u8", "cvt.u16.u8", "cvt.u8.u16");
        add(PtxOp.SignedByteOfWord, "ww", "cvt.s8.s32", "cvt.s32.s8", "cvt.s8.u32", "cvt.u32.s8", "cvt.s16.s8");
        add(PtxOp.HalfOfWord, "ww", "cvt.u16.u32", "cvt.u32.u16", "cvt.s32.u16", "cvt.u16.s32");
        add(PtxOp.SignedHalfOfWord, "ww", "cvt.s16.s32", "cvt.s32.s16", "cvt.s16.u32", "cvt.u32.s16");
    }
}
