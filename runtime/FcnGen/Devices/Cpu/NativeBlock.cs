using System;
using System.Runtime.ConstrainedExecution;
using System.Runtime.InteropServices;
using FcnGen.CompilerServices;

namespace FcnGen;

/// <summary>Memory outside the managed heap, aligned for every vector width; freed on dispose, or by the finalizer.</summary>
internal sealed unsafe class NativeBlock : CriticalFinalizerObject, IDisposable
{
    private void* _pointer;

    /// <summary>Takes the memory.</summary>
    /// <param name="bytes">Bytes wanted; none is fine.</param>
    /// <param name="zeroed">True to set them to zero.</param>
    /// <param name="purpose">What it is for, named in the error.</param>
    /// <exception cref="DeviceMemoryException">There is not that much.</exception>
    public NativeBlock(long bytes, bool zeroed, string purpose)
    {
        Bytes = Math.Max(bytes, Blob.Alignment);
        try
        {
            _pointer = NativeMemory.AlignedAlloc(checked((nuint)Bytes), Blob.Alignment);
        }
        catch (OutOfMemoryException inner)
        {
            GC.SuppressFinalize(this);
            throw new DeviceMemoryException($"{Bytes:N0} bytes for {purpose} were asked of the machine, which has not that much free.", inner);
        }

        if (zeroed) NativeMemory.Clear(_pointer, (nuint)Bytes);
    }

    /// <summary>Frees what a missing dispose left.</summary>
    ~NativeBlock() => NativeMemory.AlignedFree(_pointer);

    /// <summary>Bytes taken.</summary>
    public long Bytes { get; }

    /// <summary>The first byte.</summary>
    /// <exception cref="ObjectDisposedException">The memory was freed.</exception>
    public void* Pointer => _pointer is not null ? _pointer : throw new ObjectDisposedException(nameof(NativeBlock));

    /// <inheritdoc/>
    public void Dispose()
    {
        NativeMemory.AlignedFree(_pointer);
        _pointer = null;
        GC.SuppressFinalize(this);
    }
}
