namespace FcnGen.Gpu.Tests;

/// <summary>As much PTX as the mock driver reads: entry points and their parameters.</summary>
internal sealed class PtxTexts : IKernelSource
{
    /// <summary>y = factor · x + i; the one that the mock driver can run.</summary>
    public static KernelDefinition Saxpy { get; } = new("HandSaxpy", 64, "");

    /// <summary>Views only.</summary>
    public static KernelDefinition Big { get; } = new("HandBig", 256, "") { SharedBytes = 96 * 1024 };

    /// <summary>Dynamic shared memory that needs no leave.</summary>
    public static KernelDefinition Small { get; } = new("HandSmall", 256, "") { SharedBytes = 32 * 1024 };

    /// <summary>More shared memory than the mock device has.</summary>
    public static KernelDefinition TooBig { get; } = new("HandTooBig", 256, "") { SharedBytes = 200 * 1024 };

    /// <summary>More threads than a group can have.</summary>
    public static KernelDefinition Wide { get; } = new("HandWidePtx", 2048, "");

    /// <summary>Not PTX.</summary>
    public static KernelDefinition Broken { get; } = new("HandBrokenPtx", 32, "");

    public string Text(KernelDefinition kernel, KernelTarget target)
    {
        Assert.Equal(KernelTarget.Ptx, target);
        if (kernel == Broken) return "nonsense";
        string parameters = kernel == Saxpy
            ? "\n.param .align 8 .b8 _x[16],\n.param .align 8 .b8 _y[16],\n.param .f32 _factor,\n.param .b32 _count\n"
            : "";
        return $".version 7.0\n.target sm_80\n.address_size 64\n.visible .entry {kernel.Name}({parameters})\n{{\nret;\n}}\n";
    }
}
