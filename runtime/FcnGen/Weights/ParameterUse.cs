using System;
using System.Threading;

namespace FcnGen;

/// <summary>
/// Says what a set of parameters is busy with. Passes of several networks may read it at once; whoever changes values or gradients is alone.
/// A call that would mix the two is refused at once. Allocates nothing.
/// </summary>
/// <param name="name">The network, for messages.</param>
internal sealed class ParameterUse(string name)
{
    private const int Alone = -1;

    private int _readers; // or Alone
    private string? _call; // the latest call

    /// <summary>Begins a call that changes the parameters, which ends when the turn is disposed.</summary>
    /// <param name="call">Its name, a constant.</param>
    /// <exception cref="InvalidOperationException">Another call is at work.</exception>
    public Turn Take(string call)
    {
        Enter(call, alone: true);
        return new Turn(this);
    }

    /// <summary>Begins a call; <see cref="Leave"/> must follow.</summary>
    /// <param name="call">Its name, a constant.</param>
    /// <param name="alone">False for a call that only reads.</param>
    /// <exception cref="InvalidOperationException">A call that does not go with it is at work.</exception>
    public void Enter(string call, bool alone)
    {
        int readers = Volatile.Read(ref _readers);
        while (true)
        {
            if (alone ? readers != 0 : readers == Alone) throw NetworkUse.Busy(name, Volatile.Read(ref _call) ?? "another call", call);
            int seen = Interlocked.CompareExchange(ref _readers, alone ? Alone : readers + 1, readers);
            if (seen == readers) break;
            readers = seen;
        }

        Volatile.Write(ref _call, call);
    }

    /// <summary>Ends a call.</summary>
    /// <param name="alone">As it was begun.</param>
    public void Leave(bool alone)
    {
        if (alone) Volatile.Write(ref _readers, 0);
        else Interlocked.Decrement(ref _readers);
    }

    /// <summary>A call at work; the default is none.</summary>
    public readonly ref struct Turn(ParameterUse use) : IDisposable
    {
        private readonly ParameterUse? _use = use;

        /// <summary>Ends the call.</summary>
        public void Dispose() => _use?.Leave(alone: true);
    }
}
