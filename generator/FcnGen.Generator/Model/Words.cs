using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using FcnGen.Geometry;

namespace FcnGen.Generator.Model;

/// <summary>Numbers and lists in messages, notes and documentation: invariant culture.</summary>
internal static class Words
{
    public static string Int(long value) => value.ToString(CultureInfo.InvariantCulture);

    /// <summary><c>1,792</c>.</summary>
    public static string Grouped(long value) => value.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary><c>0.0001</c>.</summary>
    public static string Number(double value) => value.ToString("R", CultureInfo.InvariantCulture);

    /// <summary><c>-0.847298</c>: a number in single precision, to six digits.</summary>
    public static string Single(double value) => ((float)value).ToString("G6", CultureInfo.InvariantCulture);

    /// <summary>A number as messages have always shown it.</summary>
    public static string Text(double value) => value.ToString(CultureInfo.InvariantCulture);

    /// <summary><c>1 channel</c>, <c>2 channels</c>.</summary>
    public static string Count(long count, string noun) => Int(count) + " " + noun + (count == 1 ? "" : "s");

    /// <summary><c>3x3, stride 2, pad 1</c>; <c>1x7, pad 0x3</c>; <c>2x2, pad 0 (1 at the end)</c>.</summary>
    public static string Window(Window window)
    {
        PerAxis<int> pad = window.Pad, end = window.Select(static a => a.PadEnd + a.OutputPad), more = window.Select(static a => a.OutputPad);
        return Int(window.Height.Kernel) + "x" + Int(window.Width.Kernel) + Option(", stride ", window.Stride, 1)
            + (pad == end ? Option(", pad ", pad, 0) : ", pad " + Pair(pad) + " (" + Pair(end) + " at the end)") + Option(", output padding ", more, 0);
    }

    /// <summary>A clause about a value that is not the usual one; empty for the usual one.</summary>
    public static string Option(string text, PerAxis<int> value, int usual) => value == usual ? "" : text + Pair(value);

    /// <summary><c>2</c>, or <c>2x1</c> along height and width.</summary>
    public static string Pair(PerAxis<int> value) => value.IsSame ? Int(value.Height) : Int(value.Height) + "x" + Int(value.Width);

    /// <summary><c>-5/2</c>, or <c>-5/2, -4</c> along height and width: of places, which are no sides of anything.</summary>
    public static string Place<T>(PerAxis<T> value) where T : notnull => value.IsSame ? value.Height.ToString() : value.Height + ", " + value.Width;

    /// <summary><c>404</c> pixels of the picture, or a word for all of them.</summary>
    public static string Field(PerAxis<Rational?> field, string all = "all") => field.Select(f => f?.ToString() ?? all).ToString();

    /// <summary>Strides of places: <c>8</c>, <c>15/2 to 8</c>; <c>none</c> where cells lie nowhere.</summary>
    public static string Strides(PerAxis<Position> map) => map.Select(static m => m.Form == PositionForm.None ? "none" : m.Stride.ToString()).ToString();

    /// <summary>Offsets of places: <c>-5/2</c>, <c>-4 to -7/2</c>; <c>none</c> where cells lie nowhere.</summary>
    public static string Offsets(PerAxis<Position> map) =>
        Place(map.Select(static m => m.Form == PositionForm.None ? "none" : m.Offset.ToString()));

    /// <summary><c>-7/2 to -3 pixels</c>, or <c>0 (height) and -1/2 (width) pixels</c>.</summary>
    public static string Pixels(PerAxis<RationalRange> range) =>
        (range.IsSame ? range.Height.ToString() : range.Height + " (height) and " + range.Width + " (width)") + (range == (RationalRange)(Rational)1 ? " pixel" : " pixels");

    /// <summary>What to say of a shift that is not the same everywhere and always.</summary>
    public static string Depends(PerAxis<RationalRange> range) =>
        range is { Height.IsOne: true, Width.IsOne: true } ? "" : ", depending on the cell and on the size of the picture";

    /// <summary><c>500x500</c>, height by width.</summary>
    public static string Size(PerAxis<int> size) => Int(size.Height) + "x" + Int(size.Width);

    /// <summary>The axis in messages.</summary>
    public static string Name(Axis axis) => axis == Axis.Height ? "height" : "width";

    /// <summary><c>0.5, 2</c>.</summary>
    public static string List(IEnumerable<double> values) => string.Join(", ", values.Select(Number));
}
