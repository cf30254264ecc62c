using System;
using System.Runtime.CompilerServices;
using System.Runtime.ExceptionServices;
using System.Threading;

namespace FcnGen;

/// <summary>
/// The work of one operation, cut into numbered tasks that touch disjoint results. A plain struct of numbers and addresses, so that
/// handing it to the workers allocates nothing.
/// </summary>
internal interface IBody
{
    /// <summary>Does one task.</summary>
    /// <param name="task">From 0 on.</param>
    /// <param name="worker">Who does it: an index into per-worker scratch. Results must not depend on it.</param>
    void Run(int task, int worker);
}

/// <summary>
/// Persistent threads that share the tasks of one job at a time; the caller is one of them. Tasks are drawn from a counter, so a slow
/// core delays nobody. A job waits only for workers that joined it: one that wakes late never holds up a short job.
/// </summary>
internal sealed unsafe class WorkerPool : IDisposable
{
    private const int SpinRounds = 40;

    private readonly object _gate = new();
    private readonly Thread[] _threads;
    private delegate*<void*, int, int, void> _run;
    private void* _body;
    private int _tasks;
    private int _next;
    private int _joined;
    private int _job;
    private bool _open;
    private bool _stopping;
    private Exception? _failure;

    public WorkerPool(int threads)
    {
        Count = threads;
        _threads = new Thread[threads - 1];
        for (int i = 0; i < _threads.Length; i++)
        {
            int worker = i + 1;
            _threads[i] = new Thread(() => Work(worker)) { IsBackground = true, Name = $"FcnGen worker {worker}" };
            try
            {
                _threads[i].Start();
            }
            catch (Exception error) when (error is OutOfMemoryException or ThreadStartException)
            {
                Array.Resize(ref _threads, i);
                Dispose();
                throw new DeviceMemoryException(FormattableString.Invariant($"The system gives this process {i + 1} of the {threads} threads that were asked for. Use fewer."), error);
            }
        }
    }

    /// <summary>Threads, the caller included.</summary>
    public int Count { get; }

    /// <summary>Gives up before the next job; set and reset by the caller of <see cref="Run"/>.</summary>
    public CancellationToken Cancel { get; set; }

    /// <summary>Runs tasks 0 to <paramref name="tasks"/> − 1 and returns when all are done. Not to be called by two threads at a time.</summary>
    /// <exception cref="OperationCanceledException"><see cref="Cancel"/> was cancelled; no task ran.</exception>
    /// <exception cref="Exception">The first exception that a task threw.</exception>
    public void Run<TBody>(TBody body, int tasks) where TBody : unmanaged, IBody
    {
        Cancel.ThrowIfCancellationRequested();
        if (tasks <= 1 || _threads.Length == 0)
        {
            for (int task = 0; task < tasks; task++) body.Run(task, 0);
            return;
        }

        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_stopping, this);
            _run = &Invoke<TBody>;
            _body = &body;
            _tasks = tasks;
            _next = 0;
            _failure = null;
            _open = true;
            Volatile.Write(ref _job, _job + 1);
            Monitor.PulseAll(_gate);
        }

        Drain(0);
        lock (_gate) _open = false;
        var spin = new SpinWait();
        while (Volatile.Read(ref _joined) != 0) spin.SpinOnce(sleep1Threshold: -1);
        if (_failure is { } failure)
        {
            _failure = null;
            ExceptionDispatchInfo.Throw(failure);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (_gate)
        {
            _stopping = true;
            Monitor.PulseAll(_gate);
        }

        foreach (Thread thread in _threads) thread.Join();
    }

    private static void Invoke<TBody>(void* body, int task, int worker) where TBody : unmanaged, IBody =>
        Unsafe.AsRef<TBody>(body).Run(task, worker);

    private void Work(int worker)
    {
        int seen = 0;
        while (true)
        {
            for (int round = 0; round < SpinRounds && Volatile.Read(ref _job) == seen; round++) Thread.SpinWait(20);
            lock (_gate)
            {
                while (!_stopping && (!_open || _job == seen)) Monitor.Wait(_gate);
                if (_stopping) return;
                seen = _job;
                Interlocked.Increment(ref _joined);
            }

            Drain(worker);
            Interlocked.Decrement(ref _joined);
        }
    }

    private void Drain(int worker)
    {
        try
        {
            while (true)
            {
                int task = Interlocked.Increment(ref _next) - 1;
                if (task >= _tasks) return;
                _run(_body, task, worker);
            }
        }
        catch (Exception failure)
        {
            Interlocked.CompareExchange(ref _failure, failure, null);
            Volatile.Write(ref _next, _tasks);
        }
    }
}

/// <summary>An operation whose rows of results do not depend on each other.</summary>
internal interface IRowBody
{
    /// <summary>Makes one row of results, counted over all pictures.</summary>
    void Row(int row, int worker);
}

/// <summary>Runs of rows as tasks.</summary>
internal struct RowTasks<TBody> : IBody where TBody : unmanaged, IRowBody
{
    /// <summary>Values that a task should at least make, so that handing it out costs little beside it.</summary>
    private const int ValuesPerTask = 1 << 14;

    private TBody _body;
    private int _rows;
    private int _rowsPerTask;

    /// <summary>Makes <paramref name="rows"/> rows of about <paramref name="values"/> values each.</summary>
    public static void Run(WorkerPool pool, TBody body, int rows, long values)
    {
        if (rows <= 0) return;
        int perTask = (int)Math.Clamp(ValuesPerTask / Math.Max(1, values), 1, rows);
        pool.Run(new RowTasks<TBody> { _body = body, _rows = rows, _rowsPerTask = perTask }, (rows + perTask - 1) / perTask);
    }

    /// <inheritdoc/>
    public readonly void Run(int task, int worker)
    {
        int end = Math.Min(_rows, (task + 1) * _rowsPerTask);
        for (int row = task * _rowsPerTask; row < end; row++) _body.Row(row, worker);
    }
}
