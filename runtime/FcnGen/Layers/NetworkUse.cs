using System;
using System.Threading;

namespace FcnGen;

/// <summary>
/// Says which call a network is busy with. A network has one arena and one set of parameters, so a second call while one is at work, by
/// another thread or from a callback, would mix two pictures or free memory that is in use: it is refused at once. Allocates nothing.
/// </summary>
/// <param name="name">The network, for messages.</param>
internal sealed class NetworkUse(string name)
{
    private string? _call; // the call at work; null while there is none

    /// <summary>Begins a call, which ends when the turn is disposed.</summary>
    /// <param name="call">Its name, a constant.</param>
    /// <exception cref="InvalidOperationException">Another call is at work.</exception>
    public Turn Take(string call)
    {
        Enter(call);
        return new Turn(this);
    }

    /// <summary>Begins a call that ends on another thread; <see cref="Leave"/> must follow.</summary>
    /// <param name="call">Its name, a constant.</param>
    /// <exception cref="InvalidOperationException">Another call is at work.</exception>
    public void Enter(string call)
    {
        if (Interlocked.CompareExchange(ref _call, call, null) is { } running)
        {
            throw new InvalidOperationException(
                $"{name} is busy with {running}, so {call} can't begin. One network is for one thread at a time: "
                + "make one network per thread (they may share a device), or wait until the other call has returned.");
        }
    }

    /// <summary>Ends a call.</summary>
    public void Leave() => Volatile.Write(ref _call, null);

    /// <summary>A call at work; the default is none.</summary>
    public readonly ref struct Turn(NetworkUse use) : IDisposable
    {
        private readonly NetworkUse? _use = use;

        /// <summary>Ends the call.</summary>
        public void Dispose() => _use?.Leave();
    }
}
