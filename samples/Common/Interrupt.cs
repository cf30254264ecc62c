using System;
using System.Globalization;
using System.IO;
using System.Runtime.InteropServices;
using System.Threading;

namespace FcnGen.Samples;

/// <summary>
/// Turns the first Ctrl-C, request to terminate or closed terminal (SIGINT, SIGTERM, SIGHUP) into a cancellation, so that work in progress
/// is saved; a second one ends the process at once.
/// </summary>
public sealed class Interrupt : IDisposable
{
    private readonly CancellationTokenSource _source = new();
    private readonly PosixSignalRegistration[] _signals;

    /// <summary>Starts listening.</summary>
    public Interrupt()
    {
        PosixSignal[] signals = IsHangUpIgnored() ? [PosixSignal.SIGINT, PosixSignal.SIGTERM] : [PosixSignal.SIGINT, PosixSignal.SIGTERM, PosixSignal.SIGHUP];
        _signals = Array.ConvertAll(signals, signal => PosixSignalRegistration.Create(signal, Handle));
    }

    /// <summary>Cancelled at the first signal.</summary>
    public CancellationToken Token => _source.Token;

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (PosixSignalRegistration signal in _signals) signal.Dispose();
        _source.Dispose();
    }

    private void Handle(PosixSignalContext context)
    {
        if (_source.IsCancellationRequested) return;
        context.Cancel = true;
        _source.Cancel();
    }

    // nohup starts a program with the signal ignored so that it outlives its terminal; a handler would end that.
    private static bool IsHangUpIgnored()
    {
        const string field = "SigIgn:";
        const ulong hangUp = 1;
        if (!OperatingSystem.IsLinux()) return false;
        try
        {
            foreach (string line in File.ReadLines("/proc/self/status"))
            {
                if (line.StartsWith(field, StringComparison.Ordinal))
                    return ulong.TryParse(line.AsSpan(field.Length).Trim(), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out ulong ignored) && (ignored & hangUp) != 0;
            }
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // Without /proc it is taken for not ignored.
        }

        return false;
    }
}
