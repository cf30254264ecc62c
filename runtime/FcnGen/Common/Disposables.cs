using System;
using System.Collections.Generic;

namespace FcnGen;

/// <summary>Objects that hold memory and are made several at a time.</summary>
internal static class Disposables
{
    /// <summary>
    /// Makes one object for each item. If one can't be made, those that were are disposed: memory of a device is not left to the finalizer.
    /// </summary>
    public static T[] Make<TItem, T>(IReadOnlyList<TItem> items, Func<TItem, T> make) where T : class, IDisposable
    {
        var made = new T[items.Count];
        int count = 0;
        try
        {
            for (; count < made.Length; count++) made[count] = make(items[count]);
            return made;
        }
        catch
        {
            for (int i = 0; i < count; i++) made[i].Dispose();
            throw;
        }
    }
}
