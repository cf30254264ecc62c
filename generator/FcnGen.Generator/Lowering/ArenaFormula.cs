using System;
using System.Linq;
using FcnGen.Generator.Model;

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
        int[] heights = LayerSizes.Of(network, height), widths = LayerSizes.Of(network, width);
        LaunchProgram program = training ? LaunchPlanner.Training(network, ends) : LaunchPlanner.Forward(network, ends, out _);
        return program.Arena.Slots.Sum(tenants => tenants.Max(buffer => Bytes(program.Buffers[buffer], batch, heights, widths)));
    }

    /// <summary>Bytes of one buffer, rounded up to the alignment, from the heights and widths of all layers.</summary>
    public static long Bytes(ArenaBuffer buffer, int batch, int[] heights, int[] widths)
    {
        if (buffer.Kind == BufferKind.Loss) return Alignment;
        long values = (long)batch * heights[buffer.SizeLayer] * widths[buffer.SizeLayer] * buffer.Channels;
        return ((buffer.Kind == BufferKind.Blob ? 4 * values : values) + Alignment - 1) & -Alignment;
    }
}
