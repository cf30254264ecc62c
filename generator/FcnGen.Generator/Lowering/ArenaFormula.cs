using System;
using System.Linq;
using FcnGen.Generator.Model;
using FcnGen.Geometry;

namespace FcnGen.Generator.Lowering;

/// <summary>Evaluates in the compiler what the emitted plan computes at run time.</summary>
internal static class ArenaFormula
{
    private const int Alignment = 256; // Blob.Alignment

    /// <summary>Bytes of the arena for pictures of a size.</summary>
    public static long Bytes(CheckedNetwork network, int batch, int height, int width, bool training)
    {
        int[] ends = [.. network.Layers
            .Select((layer, index) => (layer, index))
            .Where(pair => training ? pair.layer.Spec is SoftmaxLossSpec : pair.layer.IsOutput)
            .Select(pair => pair.index)];
        LaunchProgram program = training ? LaunchPlanner.Training(network, ends) : LaunchPlanner.Forward(network, ends, out _);
        return program.Arena.Slots.Sum(tenants => tenants.Max(buffer => Bytes(network, program.Buffers[buffer], batch, height, width)));
    }

    /// <summary>Bytes of one buffer, rounded up to the alignment.</summary>
    public static long Bytes(CheckedNetwork network, ArenaBuffer buffer, int batch, int height, int width)
    {
        if (buffer.Kind == BufferKind.Loss) return Alignment;
        long values = (long)batch * Size(network, buffer.SizeLayer, height) * Size(network, buffer.SizeLayer, width) * buffer.Channels;
        return ((buffer.Kind == BufferKind.Blob ? 4 * values : values) + Alignment - 1) & -Alignment;
    }

    /// <summary>Height (or width) of a layer for a picture of that height (or width).</summary>
    public static int Size(CheckedNetwork network, int index, int size)
    {
        CheckedLayer layer = network.Layers[index];
        if (layer.Spec is InputSpec) return size;
        int bottom = Size(network, layer.CropOnto >= 0 ? layer.CropOnto : layer.Bottoms[0], size);
        return layer.Spec switch
        {
            ConvSpec conv => SizeRules.Conv(bottom, conv.Kernel, conv.Stride, conv.Pad, conv.Dilation),
            DeconvSpec deconv => SizeRules.Deconv(bottom, deconv.Kernel, deconv.Stride, deconv.Pad),
            PoolSpec { Rounding: Rounding.Ceil } pool => SizeRules.PoolCeil(bottom, pool.Kernel, pool.Stride, pool.Pad),
            PoolSpec pool => SizeRules.PoolFloor(bottom, pool.Kernel, pool.Stride, pool.Pad),
            _ => bottom,
        };
    }
}
