using FcnGen.CompilerServices;
using FcnGen.Gpu;
using ILGPU;

namespace FcnGen.Kernels;

/// <summary>A convolution on tensor cores: <see cref="StrictConv"/> with factors in TF32. See <see cref="TensorConvBlock"/>.</summary>
internal static class TensorConv
{
    /// <summary>
    /// As <see cref="StrictConv.Run"/>, with blocks of <c>TTile.Rows</c> pixels. Group: <see cref="TensorLayout{TTile}.Threads"/> threads and
    /// <see cref="TensorLayout{TTile}.ConvBytes"/> bytes of dynamic shared memory.
    /// </summary>
    public static void Run<TShape, TTile, TEpilogue, TMask>(
        ArrayView<float> x, ArrayView<float> w, ArrayView<float> bias, ArrayView<float> value, ArrayView<float> y,
        int batch, int height, int width, int pixelStride, int rowStride, int imageStride,
        int outHeight, int outWidth, int outPixelStride, int outRowStride, int outImageStride,
        int valuePixelStride, int valueRowStride, int valueImageStride,
        int tiles, int stepsPerSplit, int partialStride, int accumulate)
        where TShape : struct, IConvShape where TTile : struct, ITensorTile where TEpilogue : struct, IEpilogue where TMask : struct, IGradientMask =>
        TensorConvBlock.Run<ForwardMatrix<TShape>, TTile, TEpilogue, TMask>(
            x, w, bias, value, y, batch,
            Picture.Of(height, width, pixelStride, rowStride, imageStride),
            Picture.Of(outHeight, outWidth, outPixelStride, outRowStride, outImageStride),
            Picture.Of(outHeight, outWidth, valuePixelStride, valueRowStride, valueImageStride),
            tiles, stepsPerSplit, partialStride, accumulate);
}
