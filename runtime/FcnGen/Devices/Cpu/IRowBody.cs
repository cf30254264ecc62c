using System;

namespace FcnGen;

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
