using System;
using System.Globalization;
using System.Text;
using FcnGen.CompilerServices;
using FcnGen.Geometry;

namespace FcnGen.Gpu;

/// <summary>The constants of shapes, epilogues and masks as parts of kernel names.</summary>
internal static class KernelNames
{
    /// <summary>Such as <c>64_128_k3s1p1d1g1</c>, or <c>k1x7</c> by height and width where they differ; a negative pad is written with an m.</summary>
    public static string Of<TShape>() where TShape : struct, IConvShape =>
        string.Create(CultureInfo.InvariantCulture, $"{TShape.InputChannels}_{TShape.OutputChannels}_{Window(TShape.Kernel, TShape.Stride, TShape.Pad)}d{Pair(TShape.Dilation)}g{TShape.Groups}");

    /// <summary>Such as <c>k2s2p0</c>.</summary>
    public static string OfPool<TShape>() where TShape : struct, IPoolShape => Window(TShape.Kernel, TShape.Stride, TShape.Pad);

    /// <summary>Such as <c>k2s2p0</c>; with the padding at the lower and the right border, as in <c>k3s2p0e1</c>, where it is another one.</summary>
    public static string OfAverage<TShape>() where TShape : struct, IPoolShape =>
        OfPool<TShape>() + (TShape.PadEnd == TShape.Pad ? "" : "e" + Pair(TShape.PadEnd));

    /// <summary>The window of a fixed enlargement, such as <c>k64s32p19</c>.</summary>
    public static string OfEnlargement<TShape>() where TShape : struct, IConvShape => Window(TShape.Kernel, TShape.Stride, TShape.Pad);

    /// <summary><c>bilinear</c> or <c>nearest</c>: coordinates, roundings and factors are arguments of the kernels.</summary>
    public static string OfResize<TShape>() where TShape : struct, IResizeShape => TShape.Mode == ResizeMode.Bilinear ? "bilinear" : "nearest";

    /// <summary>Such as <c>n5</c> and the bits of α, β and k.</summary>
    public static string OfLrn<TShape>() where TShape : struct, ILrnShape =>
        string.Create(CultureInfo.InvariantCulture, $"n{TShape.LocalSize}a{OfFloat(TShape.Alpha)}b{OfFloat(TShape.Beta)}k{OfFloat(TShape.K)}");

    /// <summary><c>x1</c> or <c>x4</c>.</summary>
    public static string OfLanes<TLanes>() where TLanes : struct, ILanes =>
        string.Create(CultureInfo.InvariantCulture, $"x{TLanes.Count}");

    /// <summary><c>pass</c>, <c>masked</c>, the name of an activation, or with the bits of a factor other than 1.</summary>
    public static string OfMask<TMask>() where TMask : struct, IGradientMask =>
        TMask.Name + (TMask.Factor == 1 ? "" : "_x" + OfFloat(TMask.Factor));

    /// <summary>The bits in hexadecimal: exact, and fit for a name.</summary>
    public static string OfFloat(float value) => BitConverter.SingleToUInt32Bits(value).ToString("x8", CultureInfo.InvariantCulture);

    /// <summary>StrictConv to strict_conv.</summary>
    public static string Snake(string name)
    {
        var text = new StringBuilder();
        for (int i = 0; i < name.Length; i++)
        {
            if (i > 0 && char.IsUpper(name[i])) text.Append('_');
            text.Append(char.ToLowerInvariant(name[i]));
        }

        return text.ToString();
    }

    private static string Window(PerAxis<int> kernel, PerAxis<int> stride, PerAxis<int> pad) => $"k{Pair(kernel)}s{Pair(stride)}p{Pair(pad)}";

    private static string Pair(PerAxis<int> value) => value.IsSame ? Number(value.Height) : Number(value.Height) + "x" + Number(value.Width);

    private static string Number(int value) => value < 0 ? "m" + (-(long)value).ToString(CultureInfo.InvariantCulture) : value.ToString(CultureInfo.InvariantCulture);
}
