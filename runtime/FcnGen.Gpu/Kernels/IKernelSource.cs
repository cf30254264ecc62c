namespace FcnGen.Gpu;

/// <summary>What a kernel is compiled to.</summary>
public enum KernelTarget
{
    /// <summary>PTX for compute capability 8.0 and later.</summary>
    Ptx,

    /// <summary>OpenCL C 1.2.</summary>
    OpenCl,
}

/// <summary>Where a device gets the text of a kernel: from what was embedded when the program was published, or from the compiler in this process.</summary>
public interface IKernelSource
{
    /// <summary>The text; its entry point is <see cref="KernelDefinition.Name"/>.</summary>
    /// <exception cref="KernelMissingException">The kernel was not embedded and can't be compiled here.</exception>
    string Text(KernelDefinition kernel, KernelTarget target);
}
