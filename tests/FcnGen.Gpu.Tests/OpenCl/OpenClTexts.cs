using System.Collections.Generic;
using FcnGen.Gpu;

namespace FcnGen.Gpu.Tests;

/// <summary>Kernels written by hand with the parameters that compiled kernels have.</summary>
internal sealed class OpenClTexts : IKernelSource
{
    /// <summary>y = factor · x + i, with 64 threads in a group.</summary>
    public static KernelDefinition Saxpy { get; } = new("HandSaxpy", 64, "");

    /// <summary>Adds the bytes to the integers; tells views of different elements apart.</summary>
    public static KernelDefinition AddBytes { get; } = new("HandAddBytes", 32, "");

    /// <summary>Not OpenCL C.</summary>
    public static KernelDefinition Broken { get; } = new("HandBroken", 32, "");

    /// <summary>More threads in a group than any device has.</summary>
    public static KernelDefinition Wide { get; } = new("HandWide", 1 << 20, "");

    /// <summary>A kernel whose entry point is missing.</summary>
    public static KernelDefinition Nameless { get; } = new("HandNameless", 32, "");

    private const string View = "struct view { int offset_in_elements; long length; };\n";

    private static readonly Dictionary<string, string> s_texts = new()
    {
        [Saxpy.Name] = View + """
            kernel void hand_saxpy(global float* x_, global float* y_, struct view x, struct view y, float factor, int count)
            {
                int i = (int)(get_group_id(0) * 64 + get_local_id(0) + get_group_id(1) * 1000 + get_group_id(2) * 10000);
                if (i < count && i < x.length && i < y.length) y_[y.offset_in_elements + i] = fma(factor, x_[x.offset_in_elements + i], (float)i);
            }
            """,
        [AddBytes.Name] = View + """
            kernel void hand_add_bytes(global uchar* x_, global int* y_, struct view x, struct view y, int count)
            {
                int i = (int)get_global_id(0);
                if (i < count) y_[y.offset_in_elements + i] += x_[x.offset_in_elements + i];
            }
            """,
        [Broken.Name] = "kernel void hand_broken(global float* x) { x[0] = not_declared_anywhere; }",
        [Wide.Name] = "kernel void hand_wide(global float* x) { x[get_global_id(0)] = 1; }",
        [Nameless.Name] = "kernel void something_else(global float* x) { x[get_global_id(0)] = 1; }",
    };

    public string Text(KernelDefinition kernel, KernelTarget target)
    {
        Assert.Equal(KernelTarget.OpenCl, target);
        return s_texts[kernel.Name];
    }
}
