using FcnGen.CompilerServices;
using FcnGen.Geometry;

namespace FcnGen;

/// <summary>The constants of a convolution as values, so that one compiled driver serves all layers; the heavy loops do not see them.</summary>
internal readonly record struct ConvGeometry(
    int Inputs, int Outputs, PerAxis<int> Kernel, PerAxis<int> Stride, PerAxis<int> Pad, PerAxis<int> Dilation, int Groups)
{
    /// <summary>Those of a convolution.</summary>
    public static ConvGeometry Of<TShape>() where TShape : struct, IConvShape => new(
        TShape.InputChannels, TShape.OutputChannels, TShape.Kernel, TShape.Stride, TShape.Pad, TShape.Dilation, TShape.Groups);

    /// <summary>Those of the convolution whose transpose a transposed convolution is.</summary>
    public static ConvGeometry Transposed<TShape>() where TShape : struct, IConvShape => new(
        TShape.OutputChannels, TShape.InputChannels, TShape.Kernel, TShape.Stride, TShape.Pad, TShape.Dilation, TShape.Groups);

    /// <summary>Cells of the kernel.</summary>
    public int Taps => Kernel.Height * Kernel.Width;

    /// <summary>Input channels of a group.</summary>
    public int GroupInputs => Inputs / Groups;

    /// <summary>Output channels of a group.</summary>
    public int GroupOutputs => Outputs / Groups;
}
