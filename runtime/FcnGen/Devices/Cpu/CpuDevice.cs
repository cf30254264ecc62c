using System;
using System.Runtime.InteropServices;
using System.Threading;
using FcnGen.CompilerServices;

namespace FcnGen;

/// <summary>
/// The processor of this machine: vectorised C#, one set of worker threads. One pass runs at a time; other threads wait. Results are
/// the same for every number of threads.
/// </summary>
internal sealed unsafe partial class CpuDevice : Device
{
    private readonly object _gate = new();
    private readonly VectorWidth _width;
    private bool _disposed;

    /// <summary>Starts the workers.</summary>
    /// <param name="threads">Threads to use; 0 for all cores.</param>
    /// <param name="width">Vector width of the matrix products; null for the best that is there.</param>
    /// <param name="transposedValues">Values of transposed weights that a backward pass makes at a time.</param>
    /// <exception cref="ArgumentOutOfRangeException">A negative number of threads, or too many.</exception>
    internal CpuDevice(int threads, VectorWidth? width = null, int transposedValues = 8 << 20)
    {
        if (threads is < 0 or > MaxThreads)
            throw new ArgumentOutOfRangeException(nameof(threads), threads, FormattableString.Invariant($"The number of threads lies in 0 (all cores) to {MaxThreads}; it is {threads}."));
        _width = width ?? VectorWidths.Best;
        Pool = new WorkerPool(threads == 0 ? Environment.ProcessorCount : threads);
        Scratch = new Scratch(Pool.Count);
        Gemm = _width switch
        {
            VectorWidth.Bits512 => new GemmEngine<MicroKernel512>(Pool, Scratch),
            VectorWidth.Bits256 => new GemmEngine<MicroKernel256>(Pool, Scratch),
            VectorWidth.Bits128 => new GemmEngine<MicroKernel128>(Pool, Scratch),
            _ => new GemmEngine<MicroKernelScalar>(Pool, Scratch),
        };
        Convolutions = new ConvAlgorithms(Gemm, Pool, Scratch, transposedValues);
    }

    /// <inheritdoc/>
    public override string Name => "cpu";

    /// <inheritdoc/>
    public override string Description
    {
        get
        {
            string vectors = _width == VectorWidth.Scalar ? "no vectors" : $"{(int)_width}-bit vectors";
            bool slow = _width <= VectorWidth.Bits128 && RuntimeInformation.ProcessArchitecture is Architecture.X64 or Architecture.X86;
            string warning = slow ? " (slow: this processor, or this build of the program, has no AVX2)" : "";
            return $"{ProcessorName.Read()}, {vectors}{warning}, {Pool.Count} {(Pool.Count == 1 ? "thread" : "threads")}";
        }
    }

    /// <summary>The worker threads.</summary>
    internal WorkerPool Pool { get; }

    /// <summary>Working memory.</summary>
    internal Scratch Scratch { get; }

    /// <summary>The matrix products.</summary>
    internal GemmEngine Gemm { get; }

    /// <summary>How each convolution is computed.</summary>
    internal ConvAlgorithms Convolutions { get; }

    /// <inheritdoc/>
    protected internal override ParameterBuffer CreateParameterBuffer(ParameterInfo info)
    {
        ThrowIfDisposed();
        return new CpuParameterBuffer(this, info, Gemm.Columns);
    }

    /// <inheritdoc/>
    protected internal override Arena CreateArena() => new CpuArena();

    /// <inheritdoc/>
    protected internal override void Run(Network network, Arena arena, Pass pass) => Run(network, arena, pass, CancellationToken.None);

    /// <inheritdoc/>
    protected internal override void Run(Network network, Arena arena, Pass pass, CancellationToken cancel)
    {
        lock (_gate)
        {
            ThrowIfDisposed();
            Pool.Cancel = cancel; // looked at before every job: several times a layer
            try
            {
                network.Execute(new CpuKernels(this, ((CpuArena)arena).Base), pass);
            }
            finally
            {
                Pool.Cancel = default;
            }
        }

        GC.KeepAlive(arena); // here and below: the work has pointers only, and a finalizer must not free what they point to
    }

    /// <inheritdoc/>
    protected internal override void Upload(Arena arena, ReadOnlySpan<float> nchw, Blob to)
    {
        Check(nchw.Length, to.Count);
        var view = new View(((CpuArena)arena).Base, to);
        fixed (float* planes = nchw)
        {
            lock (_gate)
            {
                ThrowIfDisposed();
                RowTasks<PlanesBody>.Run(Pool, new PlanesBody { Planes = planes, Cells = view, Upload = true }, view.Rows, (long)view.Width * view.Channels);
            }
        }

        GC.KeepAlive(arena);
    }

    /// <inheritdoc/>
    protected internal override void Download(Arena arena, Blob from, Span<float> nchw)
    {
        Check(nchw.Length, from.Count);
        var view = new View(((CpuArena)arena).Base, from);
        fixed (float* planes = nchw)
        {
            lock (_gate)
            {
                ThrowIfDisposed();
                RowTasks<PlanesBody>.Run(Pool, new PlanesBody { Planes = planes, Cells = view }, view.Rows, (long)view.Width * view.Channels);
            }
        }

        GC.KeepAlive(arena);
    }

    /// <inheritdoc/>
    protected internal override void Upload(Arena arena, ReadOnlySpan<byte> labels, ByteBlob to)
    {
        Check(labels.Length, to.Count);
        labels.CopyTo(new Span<byte>(((CpuArena)arena).Base + to.Offset, labels.Length));
        GC.KeepAlive(arena);
    }

    /// <inheritdoc/>
    protected internal override void Download(Arena arena, ByteBlob from, Span<byte> labels)
    {
        Check(labels.Length, from.Count);
        new ReadOnlySpan<byte>(((CpuArena)arena).Base + from.Offset, labels.Length).CopyTo(labels);
        GC.KeepAlive(arena);
    }

    /// <inheritdoc/>
    protected internal override (double Loss, double Pixels) ReadLoss(Arena arena, LossCell cell)
    {
        double* values = (double*)(((CpuArena)arena).Base + cell.Offset);
        (double Loss, double Pixels) read = (values[0], values[1]);
        GC.KeepAlive(arena);
        return read;
    }

    /// <summary>Packs or unpacks kernels.</summary>
    internal void Copy(PackedWeights layout, float* file, float* packed, bool write)
    {
        lock (_gate)
        {
            ThrowIfDisposed();
            layout.Copy(file, packed, write, Pool);
        }
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (!disposing) return;
        lock (_gate)
        {
            _disposed = true;
            Pool.Dispose();
            Scratch.Dispose();
        }
    }

    private void ThrowIfDisposed()
    {
        if (_disposed) throw new ObjectDisposedException(nameof(Device), "The device cpu was disposed; it must outlive the networks that run on it.");
    }

    private static void Check(long given, long wanted)
    {
        if (given != wanted) throw new ArgumentException($"The blob has {wanted} values; {given} were given.");
    }
}

/// <summary>Copies between channel planes (NCHW) and cells, row by row.</summary>
internal unsafe struct PlanesBody : IRowBody
{
    public float* Planes;
    public View Cells;
    public bool Upload;

    /// <inheritdoc/>
    public readonly void Row(int row, int worker)
    {
        float* cells = Cells.Row(row);
        int image = row / Cells.Height;
        int h = row % Cells.Height;
        for (int c = 0; c < Cells.Channels; c++)
        {
            float* plane = Planes + (((long)image * Cells.Channels + c) * Cells.Height + h) * Cells.Width;
            if (Upload)
            {
                for (int w = 0; w < Cells.Width; w++) cells[(long)w * Cells.PixelStride + c] = plane[w];
            }
            else
            {
                for (int w = 0; w < Cells.Width; w++) plane[w] = cells[(long)w * Cells.PixelStride + c];
            }
        }
    }
}
