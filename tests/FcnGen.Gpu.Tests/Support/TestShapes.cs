// Passes twice the gradient where the value is positive, as a ReLU and a dropout with ratio ½ leave it.
global using TwiceWherePositive = FcnGen.CompilerServices.Kept<FcnGen.Gpu.Tests.Half, FcnGen.CompilerServices.Through<FcnGen.CompilerServices.Relu>>;

using FcnGen.CompilerServices;

namespace FcnGen.Gpu.Tests;

/// <summary>A convolution put together of numbers.</summary>
public readonly struct ConvOf<TInputs, TOutputs, TKernel, TStride, TPad, TDilation, TGroups> : IConvShape
    where TInputs : struct, INumber where TOutputs : struct, INumber where TKernel : struct, INumber where TStride : struct, INumber
    where TPad : struct, INumber where TDilation : struct, INumber where TGroups : struct, INumber
{
    public static int InputChannels => TInputs.Value;

    public static int OutputChannels => TOutputs.Value;

    public static int Kernel => TKernel.Value;

    public static int Stride => TStride.Value;

    public static int Pad => TPad.Value;

    public static int Dilation => TDilation.Value;

    public static int Groups => TGroups.Value;
}

/// <summary>A pooling put together of numbers.</summary>
public readonly struct PoolOf<TKernel, TStride, TPad> : IPoolShape
    where TKernel : struct, INumber where TStride : struct, INumber where TPad : struct, INumber
{
    public static int Kernel => TKernel.Value;

    public static int Stride => TStride.Value;

    public static int Pad => TPad.Value;
}

/// <summary>An enlargement of any channels: kernels depend on kernel, stride and pad only.</summary>
public readonly struct EnlargeOf<TKernel, TStride, TPad> : IConvShape
    where TKernel : struct, INumber where TStride : struct, INumber where TPad : struct, INumber
{
    public static int InputChannels => 0;

    public static int OutputChannels => 0;

    public static int Kernel => TKernel.Value;

    public static int Stride => TStride.Value;

    public static int Pad => TPad.Value;

    public static int Dilation => 1;

    public static int Groups => 1;
}

/// <summary>What a dropout with ratio ½ makes of a value that it keeps.</summary>
public readonly struct Half : IDropoutShape
{
    public static float Factor => 2;
}
