using System;
using System.Collections.Generic;
using System.Globalization;
using System.Runtime.InteropServices;

namespace FcnGen.Gpu;

// Kernels: those of a pass are loaded together before its first run, others when first launched; a launch allocates nothing.
internal sealed unsafe partial class CudaDevice
{
    private readonly KernelTable<CudaKernel> _kernels;

    /// <summary>What a kernel gets for each view.</summary>
    [StructLayout(LayoutKind.Sequential)]
    private readonly struct ViewArgument(nint address, long length)
    {
        /// <summary>The first element.</summary>
        public readonly nint Address = address;

        /// <summary>Elements of the view.</summary>
        public readonly long Length = length;
    }

    /// <summary>What the driver's compiler made of a kernel; loads it if need be.</summary>
    internal CudaKernelResources Resources(KernelDefinition kernel)
    {
        using Scope scope = Use();
        return Loaded(kernel).Resources;
    }

    /// <inheritdoc/>
    protected internal override void Launch(KernelDefinition kernel, LaunchGrid grid, ReadOnlySpan<GpuView> views, ReadOnlySpan<Scalar> scalars)
    {
        using Scope scope = Use();
        nint function = Loaded(kernel).Function;
        ViewArgument* arguments = stackalloc ViewArgument[views.Length];
        int* bits = stackalloc int[scalars.Length];
        void** parameters = stackalloc void*[views.Length + scalars.Length];
        for (int i = 0; i < views.Length; i++)
        {
            nint memory = ((CudaMemory)views[i].Memory).Address;
            _capturing?.Add(memory);
            arguments[i] = new ViewArgument(memory + (nint)views[i].Offset, views[i].Length);
            parameters[i] = &arguments[i];
        }

        for (int i = 0; i < scalars.Length; i++)
        {
            bits[i] = scalars[i].Bits;
            parameters[views.Length + i] = &bits[i];
        }

        CudaHandle? start = _launchTimes is null ? null : RecordEvent();
        int code = _api.LaunchKernel(
            function, (uint)grid.X, (uint)grid.Y, (uint)grid.Z, (uint)kernel.Threads, 1, 1, (uint)kernel.SharedBytes, _stream.Value, parameters, null);
        if (code != 0)
            throw _api.Failed(code, string.Create(CultureInfo.InvariantCulture, $"launching kernel {kernel.Name} with {grid.X} x {grid.Y} x {grid.Z} groups"));
        foreach (GpuView view in views) GC.KeepAlive(view.Memory);
        if (start is not null) _launchTimes!.Add((kernel, grid, start, RecordEvent()));
    }

    /// <inheritdoc/>
    protected internal override void Load(IReadOnlyList<KernelDefinition> kernels)
    {
        using Scope scope = Use();
        NotWhileCapturing();
        _kernels.Load(kernels, KernelProgress, Cancel);
    }

    private CudaKernel Loaded(KernelDefinition kernel)
    {
        if (_kernels.Find(kernel) is { } loaded) return loaded;
        NotWhileCapturing();
        return _kernels.Get(kernel);
    }

    /// <summary>Loads a kernel, on any thread.</summary>
    private CudaKernel Build(KernelDefinition kernel)
    {
        string text = Kernels.Text(kernel, KernelTarget.Ptx);
        _api.Check(_context.Enter(), "making the context current");
        try
        {
            return new CudaKernel(_context, _hardware, kernel, text);
        }
        finally
        {
            _context.Leave();
        }
    }
}
