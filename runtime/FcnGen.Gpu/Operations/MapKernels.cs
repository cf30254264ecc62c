using FcnGen.CompilerServices;

namespace FcnGen.Gpu;

/// <summary>Sums over whole maps.</summary>
internal static class MapKernels
{
    public static readonly KernelDefinition Sum = new("MapSum", 256, "");
}

/// <summary>How they end.</summary>
internal static class MapKernels<TMask> where TMask : struct, IGradientMask
{
    public static readonly KernelDefinition SumEnd = new("MapSumEnd", 256, KernelNames.OfMask<TMask>(), typeof(TMask));
}

/// <summary>One cell for a whole map.</summary>
internal static class MapKernels<TMask, TLanes> where TMask : struct, IGradientMask where TLanes : struct, ILanes
{
    public static readonly KernelDefinition Spread =
        new("Spread", 256, $"{KernelNames.OfMask<TMask>()}_{KernelNames.OfLanes<TLanes>()}", typeof(TMask), typeof(TLanes));
}
