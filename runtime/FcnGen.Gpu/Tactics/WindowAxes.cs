using FcnGen.CompilerServices;

namespace FcnGen.Gpu;

/// <summary>What is constant about a window along one axis.</summary>
internal interface IWindowAxis
{
    /// <summary>Cells of the kernel.</summary>
    static abstract int Kernel { get; }

    /// <summary>Cells from one window to the next; of an enlargement, the factor.</summary>
    static abstract int Stride { get; }

    /// <summary>Cells of padding before the first one; of an enlargement, cells cut.</summary>
    static abstract int Pad { get; }

    /// <summary>Cells from one tap to the next.</summary>
    static abstract int Dilation { get; }
}

/// <summary>The rows of a convolution's window.</summary>
/// <typeparam name="TShape">The convolution.</typeparam>
internal readonly struct Rows<TShape> : IWindowAxis where TShape : struct, IConvShape
{
    /// <inheritdoc/>
    public static int Kernel => TShape.Kernel.Height;

    /// <inheritdoc/>
    public static int Stride => TShape.Stride.Height;

    /// <inheritdoc/>
    public static int Pad => TShape.Pad.Height;

    /// <inheritdoc/>
    public static int Dilation => TShape.Dilation.Height;
}

/// <summary>The columns of a convolution's window.</summary>
/// <typeparam name="TShape">The convolution.</typeparam>
internal readonly struct Columns<TShape> : IWindowAxis where TShape : struct, IConvShape
{
    /// <inheritdoc/>
    public static int Kernel => TShape.Kernel.Width;

    /// <inheritdoc/>
    public static int Stride => TShape.Stride.Width;

    /// <inheritdoc/>
    public static int Pad => TShape.Pad.Width;

    /// <inheritdoc/>
    public static int Dilation => TShape.Dilation.Width;
}
