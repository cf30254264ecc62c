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
            .Where(pair => training ? pair.layer.Spec.Labels is not null : pair.layer.IsOutput)
            .Select(pair => pair.index)];
        LaunchProgram program = training ? LaunchPlanner.Training(network, ends) : LaunchPlanner.Forward(network, ends, out _);
        int[] heights = network.Sizes(Axis.Height, height), widths = network.Sizes(Axis.Width, width);
        return program.Arena.Slots.Sum(tenants => tenants.Max(buffer => Bytes(program.Buffers[buffer], batch, heights, widths)));
    }

    /// <summary>Bytes of one buffer, rounded up to the alignment.</summary>
    /// <param name="buffer">The buffer.</param>
    /// <param name="batch">Pictures.</param>
    /// <param name="heights">The height of every layer.</param>
    /// <param name="widths">The width of every layer.</param>
    public static long Bytes(ArenaBuffer buffer, int batch, int[] heights, int[] widths)
    {
        long bytes = buffer.Role switch
        {
            BufferRole.Map => (long)batch * heights[buffer.SizeLayer] * widths[buffer.SizeLayer] * buffer.Channels * buffer.Element.Bytes(),
            BufferRole.Keys => (long)buffer.Channels * buffer.Element.Bytes(),
            BufferRole.LossValue => Alignment, // LossCell.Bytes, which is enough for every device
            _ => throw new InvalidOperationException("There is no size for a buffer of the role " + buffer.Role + "."),
        };
        return (bytes + Alignment - 1) & -Alignment;
    }
}
