using FcnGen.Generator.Model;

namespace FcnGen.Generator.Kinds;

/// <summary>Makes windows of attributes: what an axis or a side does not say for itself, the argument for all of them says.</summary>
internal static class WindowReading
{
    public static Window Read(ConvAttribute a) => new(
        Axis((a.Kernel, a.KernelHeight), (a.Stride, a.StrideHeight), (a.Pad, a.PadTop, a.PadBottom), (a.Dilation, a.DilationHeight)),
        Axis((a.Kernel, a.KernelWidth), (a.Stride, a.StrideWidth), (a.Pad, a.PadLeft, a.PadRight), (a.Dilation, a.DilationWidth)));

    public static Window Read(DeconvAttribute a) => new(
        Axis(
            (a.Kernel, a.KernelHeight), (a.Stride, a.StrideHeight), (a.Pad, a.PadTop, a.PadBottom), (a.Dilation, a.DilationHeight),
            (a.OutputPad, a.OutputPadHeight)),
        Axis(
            (a.Kernel, a.KernelWidth), (a.Stride, a.StrideWidth), (a.Pad, a.PadLeft, a.PadRight), (a.Dilation, a.DilationWidth),
            (a.OutputPad, a.OutputPadWidth)));

    public static Window Read(PoolAttribute a) => new(
        Axis((a.Kernel, a.KernelHeight), (a.Stride, a.StrideHeight), (a.Pad, a.PadTop, a.PadBottom), (1, LayerAttribute.AsBoth)),
        Axis((a.Kernel, a.KernelWidth), (a.Stride, a.StrideWidth), (a.Pad, a.PadLeft, a.PadRight), (1, LayerAttribute.AsBoth)));

    public static Window Read(InnerProductAttribute a) => new(
        new WindowAxis(Of(a.Kernel, a.KernelHeight)), new WindowAxis(Of(a.Kernel, a.KernelWidth)));

    private static WindowAxis Axis(
        (int Both, int Own) kernel, (int Both, int Own) stride, (int All, int Start, int End) pad, (int Both, int Own) dilation, (int Both, int Own) more = default)
    {
        int outputPad = Of(more.Both, more.Own);
        return new WindowAxis(Of(kernel.Both, kernel.Own), Of(stride.Both, stride.Own), Of(pad.All, pad.Start), Of(dilation.Both, dilation.Own))
        {
            PadEnd = Of(pad.All, pad.End) - outputPad, OutputPad = outputPad,
        };
    }

    private static int Of(int both, int own) => own == LayerAttribute.AsBoth ? both : own;
}
