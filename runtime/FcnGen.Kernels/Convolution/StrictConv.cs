using FcnGen.CompilerServices;
using FcnGen.Gpu;
using ILGPU;

namespace FcnGen.Kernels;

/// <summary>A convolution in strict float32: y = mask(y·accumulate + x ⋆ w), with bias or ReLU. See <see cref="StrictConvBlock"/>.</summary>
internal static class StrictConv
{
    /// <summary>
    /// Group: 2·Columns threads. Grid: tiles of 128 pixels; groups times tiles of channels; splits of the inner dimension.
    /// With a <paramref name="partialStride"/>, y receives the bare sums of each split, that many floats apart.
    /// </summary>
    public static void Run<TShape, TTile, TSource, TTarget, TEpilogue, TMask>(
        ArrayView<float> x, ArrayView<float> w, ArrayView<float> bias, ArrayView<float> value, ArrayView<float> y,
        int batch, int height, int width, int pixelStride, int rowStride, int imageStride,
        int outHeight, int outWidth, int outPixelStride, int outRowStride, int outImageStride,
        int valuePixelStride, int valueRowStride, int valueImageStride,
        int tiles, int stepsPerSplit, int partialStride, int accumulate)
        where TShape : struct, IConvShape where TTile : struct, IStrictTile where TSource : struct, IAccess where TTarget : struct, IAccess
        where TEpilogue : struct, IEpilogue where TMask : struct, IGradientMask =>
        StrictConvBlock.Run<ForwardMatrix<TShape>, TTile, TSource, TTarget, TEpilogue, TMask>(
            x, w, bias, value, y, batch,
            Picture.Of(height, width, pixelStride, rowStride, imageStride),
            Picture.Of(outHeight, outWidth, outPixelStride, outRowStride, outImageStride),
            Picture.Of(outHeight, outWidth, valuePixelStride, valueRowStride, valueImageStride),
            tiles, stepsPerSplit, partialStride, accumulate);
}
