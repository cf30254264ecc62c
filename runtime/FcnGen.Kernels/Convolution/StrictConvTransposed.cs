using FcnGen.CompilerServices;
using FcnGen.Gpu;
using ILGPU;

namespace FcnGen.Kernels;

/// <summary>
/// The transpose of a convolution in strict float32, of any stride: the gradient by the data, or a transposed convolution. x is what the
/// convolution would write, y what it would read; <c>TShape</c> is the convolution. See <see cref="StrictConvBlock"/>.
/// </summary>
internal static class StrictConvTransposed
{
    /// <summary>As <see cref="StrictConv.Run"/>; the grid has <paramref name="tiles"/> tiles of pixels for each phase, phases one after the other.</summary>
    public static void Run<TShape, TTile, TSource, TTarget, TEpilogue, TMask>(
        ArrayView<float> x, ArrayView<float> w, ArrayView<float> bias, ArrayView<float> value, ArrayView<float> y,
        int batch, int height, int width, int pixelStride, int rowStride, int imageStride,
        int outHeight, int outWidth, int outPixelStride, int outRowStride, int outImageStride,
        int valuePixelStride, int valueRowStride, int valueImageStride,
        int tiles, int stepsPerSplit, int partialStride, int accumulate)
        where TShape : struct, IConvShape where TTile : struct, IStrictTile where TSource : struct, IAccess where TTarget : struct, IAccess
        where TEpilogue : struct, IEpilogue where TMask : struct, IGradientMask =>
        StrictConvBlock.Run<BackwardMatrix<TShape>, TTile, TSource, TTarget, TEpilogue, TMask>(
            x, w, bias, value, y, batch,
            Picture.Of(height, width, pixelStride, rowStride, imageStride),
            Picture.Of(outHeight, outWidth, outPixelStride, outRowStride, outImageStride),
            Picture.Of(outHeight, outWidth, valuePixelStride, valueRowStride, valueImageStride),
            tiles, stepsPerSplit, partialStride, accumulate);
}
