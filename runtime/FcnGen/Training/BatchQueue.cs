using System;
using System.Threading;
using System.Threading.Tasks;

namespace FcnGen;

/// <summary>Reads the next batch while the network works on the present one.</summary>
internal sealed class BatchQueue : IDisposable
{
    // A decoder cannot be stopped. Most end within this.
    private static readonly TimeSpan s_patience = TimeSpan.FromMilliseconds(250);

    private readonly BatchReader _reader;
    private readonly long _end;
    private readonly Batch[] _buffers = [new(), new()];
    private long _next;

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

    /// <summary>The batch that is being read; it may go on for a moment after <see cref="Dispose"/>.</summary>
    public Task Reading { get; private set; } = Task.CompletedTask;

    /// <summary>The next batch; valid until the next call.</summary>
    /// <exception cref="OperationCanceledException">It was cancelled; the batch may be being read still.</exception>
    public Batch Next(CancellationToken cancel)
    {
        if (_next >= _end) throw new InvalidOperationException("No batch is left.");
        Reading.WaitAsync(cancel).GetAwaiter().GetResult();
        Batch batch = _buffers[_next & 1];
        _next++;
        Read();
        return batch;
    }

    /// <summary>Waits a moment for a batch that is being read.</summary>
    public void Dispose() => ((IAsyncResult)Reading).AsyncWaitHandle.WaitOne(s_patience);

    private void Read()
    {
        long number = _next;
        Reading = number < _end ? Task.Run(() => _reader.Read(number, _buffers[number & 1])) : Task.CompletedTask;
    }
}
