namespace FcnGen.Geometry;

/// <summary>
/// Output sizes along one axis, as Caffe computes them. Every rule commutes with shifts by its stride, also where the result is
/// zero or negative (an empty blob), which is what lets the size proof check one period and conclude for all sizes.
/// </summary>
public static class SizeRules
{
    /// <summary>Cells that a dilated kernel spans: <c>(k − 1)·d + 1</c>.</summary>
    public static int Extent(int kernel, int dilation) => (kernel - 1) * dilation + 1;

    /// <summary><c>⌊(size + 2p − k_eff)/s⌋ + 1</c>.</summary>
    public static int Conv(int size, int kernel, int stride, int pad, int dilation = 1) =>
        FloorDivide(size + 2 * pad - Extent(kernel, dilation), stride) + 1;

    /// <summary><c>s·(size − 1) + k_eff − 2p</c>.</summary>
    public static int Deconv(int size, int kernel, int stride, int pad, int dilation = 1) =>
        stride * (size - 1) + Extent(kernel, dilation) - 2 * pad;

    /// <summary>
    /// Pooling that rounds up, Caffe's default: <c>⌈(size + 2p − k)/s⌉ + 1</c>, less one where <c>p &gt; 0</c> and the last window would
    /// start outside the picture and its left padding.
    /// </summary>
    public static int PoolCeil(int size, int kernel, int stride, int pad)
    {
        int output = -FloorDivide(-(size + 2 * pad - kernel), stride) + 1;
        return pad > 0 && (output - 1) * stride >= size + pad ? output - 1 : output;
    }

    /// <summary>Pooling that rounds down: <c>⌊(size + 2p − k)/s⌋ + 1</c>, less one as in <see cref="PoolCeil"/>.</summary>
    public static int PoolFloor(int size, int kernel, int stride, int pad)
    {
        int output = FloorDivide(size + 2 * pad - kernel, stride) + 1;
        return pad > 0 && (output - 1) * stride >= size + pad ? output - 1 : output;
    }

    private static int FloorDivide(int dividend, int divisor)
    {
        int quotient = dividend / divisor;
        return dividend % divisor < 0 ? quotient - 1 : quotient;
    }
}
