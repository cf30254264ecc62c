using System;

namespace FcnGen;

/// <summary>
/// The kernels of one layer turned round for its transpose, which are good as long as the kernels are the same. They are kept from their second
/// use on: a network that is trained changes its kernels after each, and would pay twice the memory for nothing.
/// </summary>
internal sealed unsafe class TurnedWeights : IDisposable
{
    private NativeBlock? _block;
    private Key _key;
    private bool _complete;

    /// <summary>What the values depend on.</summary>
    /// <param name="Version">Of the kernels.</param>
    /// <param name="Geometry">Of the convolution; its pad decides which taps meet which cells.</param>
    /// <param name="Rows">Residues of the stride that the rows of the map have.</param>
    /// <param name="Columns">As for rows.</param>
    public readonly record struct Key(long Version, ConvGeometry Geometry, int Rows, int Columns);

    /// <summary>Bytes that are kept.</summary>
    public long Bytes => _block?.Bytes ?? 0;

    /// <summary>Where the values are, or are to be put; null if they are not to be kept.</summary>
    /// <param name="key">What they depend on.</param>
    /// <param name="count">Values.</param>
    /// <param name="complete">True if they are there already; else the caller makes all of them and calls <see cref="Complete"/>.</param>
    public float* Find(in Key key, long count, out bool complete)
    {
        complete = false;
        if (_key != key)
        {
            _key = key;
            _complete = false;
            return null;
        }

        if (_block is null || _block.Bytes < count * sizeof(float))
        {
            _block?.Dispose();
            _block = null;
            try
            {
                _block = new NativeBlock(count * sizeof(float), zeroed: false, "turned kernels");
            }
            catch (DeviceMemoryException)
            {
                // What would only save time must not fail a pass that runs without it.
                return null;
            }
        }

        complete = _complete;
        return (float*)_block.Pointer;
    }

    /// <summary>Says that all values were made.</summary>
    public void Complete() => _complete = true;

    /// <inheritdoc/>
    public void Dispose() => _block?.Dispose();
}
