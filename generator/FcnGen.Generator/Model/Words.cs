using System.Collections.Generic;
using System.Globalization;
using System.Linq;

namespace FcnGen.Generator.Model;

/// <summary>Numbers and lists in messages, notes and documentation: invariant culture.</summary>
internal static class Words
{
    public static string Int(long value) => value.ToString(CultureInfo.InvariantCulture);

    /// <summary><c>1,792</c>.</summary>
    public static string Grouped(long value) => value.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary><c>0.0001</c>.</summary>
    public static string Number(double value) => value.ToString("R", CultureInfo.InvariantCulture);

    /// <summary>A number as messages have always shown it.</summary>
    public static string Text(double value) => value.ToString(CultureInfo.InvariantCulture);

    /// <summary><c>1 channel</c>, <c>2 channels</c>.</summary>
    public static string Count(long count, string noun) => Int(count) + " " + noun + (count == 1 ? "" : "s");

    /// <summary><c>3x3, stride 2, pad 1</c>.</summary>
    public static string Window(Window window) =>
        Int(window.Kernel) + "x" + Int(window.Kernel) + Option(", stride ", window.Stride, 1) + Option(", pad ", window.Pad, 0);

    /// <summary>A clause about a value that is not the usual one; empty for the usual one.</summary>
    public static string Option(string text, int value, int usual) => value == usual ? "" : text + Int(value);

    /// <summary><c>0.5, 2</c>.</summary>
    public static string List(IEnumerable<double> values) => string.Join(", ", values.Select(Number));
}
