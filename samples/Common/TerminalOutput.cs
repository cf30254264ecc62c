using System;
using System.IO;
using System.Text;

namespace FcnGen.Samples;

/// <summary>
/// Output to a terminal that may be closed while the program works: what can't be shown any more is dropped, so that work in progress can
/// still be saved. Displays write from threads of their own, where an error would end the process.
/// </summary>
internal sealed class TerminalOutput : TextWriter
{
    private readonly TextWriter _terminal;
    private volatile bool _closed;

    private TerminalOutput(TextWriter terminal)
    {
        _terminal = terminal;
    }

    /// <inheritdoc/>
    public override Encoding Encoding => _terminal.Encoding;

    /// <summary>Uses it where output and errors go to a terminal. A file or a pipe keeps its errors.</summary>
    public static void Use()
    {
        // Windows ends the program together with its console.
        if (OperatingSystem.IsWindows()) return;
        if (!Console.IsOutputRedirected) Console.SetOut(new TerminalOutput(Console.Out));
        if (!Console.IsErrorRedirected) Console.SetError(new TerminalOutput(Console.Error));
    }

    /// <inheritdoc/>
    public override void Write(char value) => Write([value]);

    /// <inheritdoc/>
    public override void Write(char[] buffer, int index, int count) => Write(buffer.AsSpan(index, count));

    /// <inheritdoc/>
    public override void Write(string? value) => Write(value.AsSpan());

    /// <inheritdoc/>
    public override void Write(ReadOnlySpan<char> buffer)
    {
        if (_closed) return;
        try
        {
            _terminal.Write(buffer);
        }
        catch (IOException)
        {
            _closed = true;
        }
    }

    /// <inheritdoc/>
    public override void Flush()
    {
        if (_closed) return;
        try
        {
            _terminal.Flush();
        }
        catch (IOException)
        {
            _closed = true;
        }
    }
}
