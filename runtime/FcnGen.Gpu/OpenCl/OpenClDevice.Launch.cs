using System;
using System.Collections.Generic;
using System.Globalization;
using System.Runtime.InteropServices;

namespace FcnGen.Gpu;

// Kernels: those of a pass are built together before its first run, others when first launched; a launch allocates nothing.
internal sealed unsafe partial class OpenClDevice
{
    private readonly KernelTable<OpenClKernel> _kernels;

    /// <summary>What a kernel gets for each view besides its buffer.</summary>
    [StructLayout(LayoutKind.Sequential)]
    private readonly struct ViewArgument(int offset, long length)
    {
        /// <summary>Elements from the start of the buffer.</summary>
        public readonly int Offset = offset;

        /// <summary>Elements of the view.</summary>
        public readonly long Length = length;
    }

    /// <inheritdoc/>
    protected internal override void Launch(KernelDefinition kernel, LaunchGrid grid, ReadOnlySpan<GpuView> views, ReadOnlySpan<Scalar> scalars)
    {
        nint queue = Queue;
        nint function = _kernels.Get(kernel).Value;

        // Parameters in the order of the compiled text: all buffers, then where each view lies in its buffer, then the scalars.
        uint index = 0;
        foreach (GpuView view in views)
        {
            nint buffer = ((OpenClMemory)view.Memory).Buffer;
            SetArgument(kernel, function, index++, &buffer, sizeof(nint));
        }

        foreach (GpuView view in views)
        {
            var argument = new ViewArgument(ElementOffset(kernel, view), view.Length);
            SetArgument(kernel, function, index++, &argument, sizeof(ViewArgument));
        }

        foreach (Scalar scalar in scalars)
        {
            int bits = scalar.Bits;
            SetArgument(kernel, function, index++, &bits, sizeof(int));
        }

        nuint* group = stackalloc nuint[3] { (nuint)kernel.Threads, 1, 1 };
        nuint* global = stackalloc nuint[3] { (nuint)grid.X * (nuint)kernel.Threads, (nuint)grid.Y, (nuint)grid.Z };
        int code = _api.EnqueueNDRangeKernel(queue, function, 3, null, global, group, 0, null, null);
        foreach (GpuView view in views) GC.KeepAlive(view.Memory); // arguments hold no reference
        if (code != 0) throw OpenClCode.Failed(code, $"launching kernel {kernel.Name}");
    }

    private void SetArgument(KernelDefinition kernel, nint function, uint index, void* value, int bytes)
    {
        int code = _api.SetKernelArg(function, index, (nuint)bytes, value);
        if (code != 0) throw OpenClCode.Failed(code, string.Create(CultureInfo.InvariantCulture, $"passing argument {index} of kernel {kernel.Name}"));
    }

    private int ElementOffset(KernelDefinition kernel, GpuView view)
    {
        long offset = view.Offset / view.ElementBytes;
        if (offset <= int.MaxValue) return (int)offset;
        throw new DeviceMemoryException(string.Create(
            CultureInfo.InvariantCulture,
            $"Kernel {kernel.Name} would read or write {view.Offset} bytes from the start of a buffer of {_hardware.Name}; OpenCL kernels reach {int.MaxValue} elements of {view.ElementBytes} bytes. Use smaller pictures or a smaller batch."));
    }

    /// <inheritdoc/>
    protected internal override void Load(IReadOnlyList<KernelDefinition> kernels)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        _kernels.Load(kernels, KernelProgress, Cancel);
    }

    /// <summary>Builds a kernel, on any thread.</summary>
    private OpenClKernel Build(KernelDefinition kernel)
    {
        if (kernel.CudaOnly) throw new DeviceUnsupportedException($"Kernel {kernel.Name} uses instructions of NVIDIA GPUs: it can't run on {_hardware.Name} through OpenCL.");
        return new OpenClKernel(_api, _context.Value, _hardware, kernel, Kernels.Text(kernel, KernelTarget.OpenCl));
    }
}
