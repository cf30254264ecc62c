using System;
using System.Threading.Tasks;

namespace FcnGen;

/// <summary>Reads the next batch while the network works on the present one.</summary>
internal sealed class BatchQueue : IDisposable
{
    private readonly BatchReader _reader;
    private readonly long _end;
    private readonly Batch[] _buffers = [new(), new()];
    private long _next;
    private Task? _reading;

    /// <summary>Starts to read.</summary>
    /// <param name="reader">Makes batches.</param>
    /// <param name="first">The first batch.</param>
    /// <param name="end">The batch after the last.</param>
    public BatchQueue(BatchReader reader, long first, long end)
    {
        _reader = reader;
        _next = first;
        _end = end;
        Read();
    }

    /// <summary>The next batch; valid until the next call.</summary>
    public Batch Next()
    {
        (_reading ?? throw new InvalidOperationException("No batch is left.")).GetAwaiter().GetResult();
        Batch batch = _buffers[_next & 1];
        _next++;
        Read();
        return batch;
    }

    /// <summary>Waits for a batch that is being read, so that nobody uses the data set any more.</summary>
    public void Dispose() => ((IAsyncResult?)_reading)?.AsyncWaitHandle.WaitOne();

    private void Read()
    {
        long number = _next;
        _reading = number < _end ? Task.Run(() => _reader.Read(number, _buffers[number & 1])) : null;
    }
}
