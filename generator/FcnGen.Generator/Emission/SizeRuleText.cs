using System;
using System.Linq;
using FcnGen.Generator.Model;
using FcnGen.Geometry;

namespace FcnGen.Generator.Emission;

/// <summary>Size rules as C# and as formulas.</summary>
internal static class SizeRuleText
{
    private const string Rule = "global::FcnGen.Geometry.SizeRule.";

    /// <summary>The size of a map as C#: <c>Pool1.Conv(kernel: 3, pad: 1)</c>, or <c>Pool1.Of(…, …)</c> with a rule for each axis.</summary>
    public static string Map(string from, PerAxis<SizeRule> rule) =>
        from + "." + (rule.IsSame ? Call(rule.Height) : "Of(" + Both(rule) + ")");

    /// <summary>A rule as C#, or a pair of them.</summary>
    public static string Value(PerAxis<SizeRule> rule) =>
        rule.IsSame ? Named(rule.Height) : "new(" + Both(rule) + ")";

    private static string Both(PerAxis<SizeRule> rule) => Named(rule.Height) + ", " + Named(rule.Width);

    private static string Named(SizeRule rule) => Rule + (rule.Form == SizeForm.Same ? "Same" : Call(rule));

    /// <summary><c>Conv(kernel: 3, pad: 1)</c>: a method of the runtime's <c>MapSize</c>, and of its <c>SizeRule</c>.</summary>
    private static string Call(SizeRule rule) => rule.Form switch
    {
        SizeForm.Constant => "Constant(" + Literals.Int(rule.Kernel) + ")",
        SizeForm.Resize => "Resize(up: " + Literals.Int(rule.Kernel) + ", down: " + Literals.Int(rule.Stride) + ")",
        SizeForm.Conv or SizeForm.Deconv or SizeForm.PoolCeil or SizeForm.PoolFloor => rule.Form + "(kernel: " + Literals.Int(rule.Kernel)
            + Option("stride", rule.Stride, 1) + Option("pad", rule.Pad, 0) + Option("dilation", rule.Dilation, 1) + Option("padEnd", rule.PadEnd, rule.Pad) + ")",
        _ => throw new InvalidOperationException("A size of the form " + rule.Form + " is not computed."),
    };

    /// <summary>The formula that hover shows.</summary>
    /// <param name="rule">The rule.</param>
    /// <param name="from">Name of the layer whose size it starts from.</param>
    public static string Formula(SizeRule rule, string from)
    {
        switch (rule.Form)
        {
            case SizeForm.Same:
                return "that of " + from;
            case SizeForm.Conv when rule.Stride == 1:
                return Plus(from, rule.Pads - rule.Extent + 1);
            case SizeForm.Conv or SizeForm.PoolFloor:
                return "⌊(" + Plus(from, rule.Pads - rule.Extent) + ")/" + Literals.Int(rule.Stride) + "⌋ + 1";
            case SizeForm.PoolCeil:
                return "⌈(" + Plus(from, rule.Pads - rule.Extent) + ")/" + Literals.Int(rule.Stride) + "⌉ + 1";
            case SizeForm.Deconv:
                return Plus((rule.Stride == 1 ? "" : Literals.Int(rule.Stride) + "·") + from, rule.Extent - rule.Stride - rule.Pads);
            case SizeForm.Constant:
                return Literals.Int(rule.Kernel);
            case SizeForm.Resize when rule.Stride == 1:
                return Literals.Int(rule.Kernel) + "·" + from;
            case SizeForm.Resize:
                return "⌊" + (rule.Kernel == 1 ? "" : Literals.Int(rule.Kernel) + "·") + from + "/" + Literals.Int(rule.Stride) + "⌋";
            default:
                throw new InvalidOperationException("There is no formula for a size of the form " + rule.Form + ".");
        }
    }

    private static string Option(string name, int value, int usual) => value == usual ? "" : ", " + name + ": " + Literals.Int(value);

    private static string Plus(string text, int value) =>
        value == 0 ? text : text + (value > 0 ? " + " : " − ") + Literals.Int(Math.Abs(value));
}
