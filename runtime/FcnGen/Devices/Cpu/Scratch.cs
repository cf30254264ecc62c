using System;

namespace FcnGen;

/// <summary>Working memory of a device: one block per worker and one that all share. Grows on demand and is kept.</summary>
internal sealed unsafe class Scratch : IDisposable
{
    private readonly NativeBlock?[] _workers;
    private readonly NativeBlock _table;
    private NativeBlock? _shared;

    public Scratch(int workers)
    {
        _workers = new NativeBlock?[workers];
        _table = new NativeBlock(workers * sizeof(float*), zeroed: true, "working memory");
    }

    /// <summary>Working memory of at least <paramref name="floats"/> values per worker, indexed by worker.</summary>
    public float** Workers(long floats)
    {
        float** table = (float**)_table.Pointer;
        for (int i = 0; i < _workers.Length; i++)
        {
            table[i] = (float*)Grow(ref _workers[i], floats);
        }

        return table;
    }

    /// <summary>Working memory of at least <paramref name="floats"/> values that all workers share.</summary>
    public float* Shared(long floats) => (float*)Grow(ref _shared, floats);

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (NativeBlock? block in _workers) block?.Dispose();
        _shared?.Dispose();
        _table.Dispose();
    }

    private static void* Grow(ref NativeBlock? block, long floats)
    {
        long bytes = floats * sizeof(float);
        if (block is null || block.Bytes < bytes)
        {
            block?.Dispose();
            block = null;
            block = new NativeBlock(bytes, zeroed: true, "working memory");
        }

        return block.Pointer;
    }
}
