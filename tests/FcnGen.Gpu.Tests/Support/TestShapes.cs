// Passes twice the gradient where the value is positive, as a ReLU and a dropout with ratio ½ leave it.
global using TwiceWherePositive = FcnGen.CompilerServices.Kept<FcnGen.Gpu.Tests.Half, FcnGen.CompilerServices.Through<FcnGen.CompilerServices.Relu>>;

using FcnGen.CompilerServices;
using FcnGen.Geometry;

namespace FcnGen.Gpu.Tests;

/// <summary>A convolution put together of numbers.</summary>
public readonly struct ConvOf<TInputs, TOutputs, TKernel, TStride, TPad, TDilation, TGroups> : IConvShape
    where TInputs : struct, INumber where TOutputs : struct, INumber where TKernel : struct, INumber where TStride : struct, INumber
    where TPad : struct, INumber where TDilation : struct, INumber where TGroups : struct, INumber
{
    public static int InputChannels => TInputs.Value;

    public static int OutputChannels => TOutputs.Value;

    public static PerAxis<int> Kernel => TKernel.Value;

    public static PerAxis<int> Stride => TStride.Value;

    public static PerAxis<int> Pad => TPad.Value;

    public static PerAxis<int> Dilation => TDilation.Value;

    public static int Groups => TGroups.Value;
}

/// <summary>A pooling put together of numbers.</summary>
public readonly struct PoolOf<TKernel, TStride, TPad> : IPoolShape
    where TKernel : struct, INumber where TStride : struct, INumber where TPad : struct, INumber
{
    public static PerAxis<int> Kernel => TKernel.Value;

    public static PerAxis<int> Stride => TStride.Value;

    public static PerAxis<int> Pad => TPad.Value;

    public static PerAxis<int> PadEnd => TPad.Value;
}

/// <summary>A convolution that is one down the rows and another along them; channels and groups are those of the first.</summary>
public readonly struct Oblong<TRows, TColumns> : IConvShape where TRows : struct, IConvShape where TColumns : struct, IConvShape
{
    public static int InputChannels => TRows.InputChannels;

    public static int OutputChannels => TRows.OutputChannels;

    public static PerAxis<int> Kernel => new(TRows.Kernel.Height, TColumns.Kernel.Width);

    public static PerAxis<int> Stride => new(TRows.Stride.Height, TColumns.Stride.Width);

    public static PerAxis<int> Pad => new(TRows.Pad.Height, TColumns.Pad.Width);

    public static PerAxis<int> Dilation => new(TRows.Dilation.Height, TColumns.Dilation.Width);

    public static int Groups => TRows.Groups;
}

/// <summary>A pooling that is one down the rows and another along them.</summary>
public readonly struct OblongPool<TRows, TColumns> : IPoolShape where TRows : struct, IPoolShape where TColumns : struct, IPoolShape
{
    public static PerAxis<int> Kernel => new(TRows.Kernel.Height, TColumns.Kernel.Width);

    public static PerAxis<int> Stride => new(TRows.Stride.Height, TColumns.Stride.Width);

    public static PerAxis<int> Pad => new(TRows.Pad.Height, TColumns.Pad.Width);

    public static PerAxis<int> PadEnd => new(TRows.PadEnd.Height, TColumns.PadEnd.Width);
}

/// <summary>A pooling with another pad at the end.</summary>
public readonly struct PaddedPool<TPool, TPadEnd> : IPoolShape where TPool : struct, IPoolShape where TPadEnd : struct, INumber
{
    public static PerAxis<int> Kernel => TPool.Kernel;

    public static PerAxis<int> Stride => TPool.Stride;

    public static PerAxis<int> Pad => TPool.Pad;

    public static PerAxis<int> PadEnd => TPadEnd.Value;
}

/// <summary>An enlargement of any channels: kernels depend on kernel, stride and pad only.</summary>
public readonly struct EnlargeOf<TKernel, TStride, TPad> : IConvShape
    where TKernel : struct, INumber where TStride : struct, INumber where TPad : struct, INumber
{
    public static int InputChannels => 0;

    public static int OutputChannels => 0;

    public static PerAxis<int> Kernel => TKernel.Value;

    public static PerAxis<int> Stride => TStride.Value;

    public static PerAxis<int> Pad => TPad.Value;

    public static PerAxis<int> Dilation => 1;

    public static int Groups => 1;
}

/// <summary>A resizing whose other constants a test sets: kernels depend on the mode only, and the host reads the others at every call.</summary>
public readonly struct ResizeOf<TMode> : IResizeShape where TMode : struct, INumber
{
    public static ResizeMode Mode => (ResizeMode)TMode.Value;

    public static ResizeCoordinates Coordinates { get; private set; }

    public static NearestRounding Rounding { get; private set; }

    public static PerAxis<int> Up { get; private set; }

    public static PerAxis<int> Down { get; private set; }

    public static void Set(ResizeCoordinates coordinates, NearestRounding rounding, PerAxis<int> up, PerAxis<int> down) =>
        (Coordinates, Rounding, Up, Down) = (coordinates, rounding, up, down);
}

/// <summary>What a dropout with ratio ½ makes of a value that it keeps.</summary>
public readonly struct Half : IDropoutShape
{
    public static float Factor => 2;
}
