using System;
using System.Threading;

namespace FcnGen;

/// <summary>
/// Says which call a network is busy with. A network has one arena, so a second call while one is at work, by another thread or from a
/// callback, would mix two pictures or free memory that is in use: it is refused at once. Allocates nothing.
/// </summary>
/// <param name="name">The network, for messages.</param>
/// <param name="parameters">The parameters that its calls read, and other networks may read too; null for none.</param>
internal sealed class NetworkUse(string name, ParameterUse? parameters = null)
{
    private string? _call; // the call at work; null while there is none
    private bool _alone;

    /// <summary>Begins a call, which ends when the turn is disposed.</summary>
    /// <param name="call">Its name, a constant.</param>
    /// <param name="alone">True if it changes the parameters or their gradients, so that no other network may use them meanwhile.</param>
    /// <exception cref="InvalidOperationException">Another call is at work.</exception>
    public Turn Take(string call, bool alone = false)
    {
        Enter(call, alone);
        return new Turn(this);
    }

    /// <summary>Begins a call that ends on another thread; <see cref="Leave"/> must follow.</summary>
    /// <param name="call">Its name, a constant.</param>
    /// <param name="alone">True if it changes the parameters or their gradients.</param>
    /// <exception cref="InvalidOperationException">Another call is at work.</exception>
    public void Enter(string call, bool alone = false)
    {
        if (Interlocked.CompareExchange(ref _call, call, null) is { } running) throw Busy(name, running, call);
        try
        {
            parameters?.Enter(call, alone);
        }
        catch
        {
            Volatile.Write(ref _call, null);
            throw;
        }

        _alone = alone;
    }

    /// <summary>Ends a call.</summary>
    public void Leave()
    {
        parameters?.Leave(_alone);
        Volatile.Write(ref _call, null);
    }

    /// <summary>The error of a call that finds another one at work.</summary>
    public static InvalidOperationException Busy(string name, string running, string call) => new(
        $"{name} is busy with {running}, so {call} can't begin. One network is for one thread at a time: "
        + "make one network per thread (they may share a device and parameters), or wait until the other call has returned.");

    /// <summary>A call at work; the default is none.</summary>
    public readonly ref struct Turn(NetworkUse use) : IDisposable
    {
        private readonly NetworkUse? _use = use;

        /// <summary>Ends the call.</summary>
        public void Dispose() => _use?.Leave();
    }
}
