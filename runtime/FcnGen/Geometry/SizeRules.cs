namespace FcnGen.Geometry;

/// <summary>
/// Output sizes along one axis, as Caffe computes them. Every rule commutes with shifts by its stride, also where the result is
/// zero or negative (an empty blob), which is what lets the size proof check one period and conclude for all sizes.
/// </summary>
public static class SizeRules
{
    /// <summary>Cells that a dilated kernel spans: <c>(k − 1)·d + 1</c>.</summary>
    public static int Extent(int kernel, int dilation) => (kernel - 1) * dilation + 1;

    /// <summary><c>⌊(size + p − k_eff)/s⌋ + 1</c>, where p is the padding at both ends together.</summary>
    public static int Conv(int size, int kernel, int stride, int pads, int dilation = 1) =>
        FloorDivide(size + pads - Extent(kernel, dilation), stride) + 1;

    /// <summary><c>s·(size − 1) + k_eff − p</c>, where p is what is cut at both ends together.</summary>
    public static int Deconv(int size, int kernel, int stride, int pads, int dilation = 1) =>
        stride * (size - 1) + Extent(kernel, dilation) - pads;

    /// <summary>
    /// Pooling that rounds up, Caffe's default: <c>⌈(size + p + q − k)/s⌉ + 1</c> with paddings p before and q behind, less one where there is
    /// padding and the last window would start outside the picture and the padding before it.
    /// </summary>
    public static int PoolCeil(int size, int kernel, int stride, int pad, int padEnd) =>
        Started(size, stride, pad, padEnd, -FloorDivide(-(size + pad + padEnd - kernel), stride) + 1);

    /// <summary>Pooling that rounds down: <c>⌊(size + p + q − k)/s⌋ + 1</c>, less one as in <see cref="PoolCeil"/>.</summary>
    public static int PoolFloor(int size, int kernel, int stride, int pad, int padEnd) =>
        Started(size, stride, pad, padEnd, FloorDivide(size + pad + padEnd - kernel, stride) + 1);

    /// <summary>Resizing by a factor of <paramref name="up"/> / <paramref name="down"/>, rounded down: <c>⌊size·up/down⌋</c>.</summary>
    public static int Resize(int size, int up, int down) => FloorDivide(size * up, down);

    private static int Started(int size, int stride, int pad, int padEnd, int windows) =>
        (pad > 0 || padEnd > 0) && (windows - 1) * stride >= size + pad ? windows - 1 : windows;

    private static int FloorDivide(int dividend, int divisor)
    {
        int quotient = dividend / divisor;
        return dividend % divisor < 0 ? quotient - 1 : quotient;
    }
}
