using System;
using System.Linq;
using FcnGen.Generator.Model;
using FcnGen.Geometry;

namespace FcnGen.Generator.Emission;

/// <summary>Size rules as C# and as formulas.</summary>
internal static class SizeRuleText
{
    /// <summary><c>Conv(kernel: 3, pad: 1)</c>: a method of the runtime's <c>MapSize</c>, and of its <c>SizeRule</c>.</summary>
    public static string Call(SizeRule rule) => rule.Form switch
    {
        SizeForm.Constant => "Constant(" + Literals.Int(rule.Kernel) + ")",
        SizeForm.Conv or SizeForm.Deconv or SizeForm.PoolCeil or SizeForm.PoolFloor => rule.Form + "(kernel: " + Literals.Int(rule.Kernel)
            + Option("stride", rule.Stride, 1) + Option("pad", rule.Pad, 0) + Option("dilation", rule.Dilation, 1) + ")",
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
                return Plus(from, 2 * rule.Pad - rule.Extent + 1);
            case SizeForm.Conv or SizeForm.PoolFloor:
                return "⌊(" + Plus(from, 2 * rule.Pad - rule.Extent) + ")/" + Literals.Int(rule.Stride) + "⌋ + 1";
            case SizeForm.PoolCeil:
                return "⌈(" + Plus(from, 2 * rule.Pad - rule.Extent) + ")/" + Literals.Int(rule.Stride) + "⌉ + 1";
            case SizeForm.Deconv:
                return Plus((rule.Stride == 1 ? "" : Literals.Int(rule.Stride) + "·") + from, rule.Extent - rule.Stride - 2 * rule.Pad);
            case SizeForm.Constant:
                return Literals.Int(rule.Kernel);
            default:
                throw new InvalidOperationException("There is no formula for a size of the form " + rule.Form + ".");
        }
    }

    private static string Option(string name, int value, int usual) => value == usual ? "" : ", " + name + ": " + Literals.Int(value);

    private static string Plus(string text, int value) =>
        value == 0 ? text : text + (value > 0 ? " + " : " − ") + Literals.Int(Math.Abs(value));
}
