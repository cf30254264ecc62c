using System;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;

namespace FcnGen.Gpu;

/// <summary>The library of a driver, opened when a device is first asked for; programs start without it.</summary>
internal sealed class DriverLibrary
{
    private readonly nint _handle;

    private DriverLibrary(nint handle, string name)
    {
        _handle = handle;
        Name = name;
    }

    /// <summary>The name under which it was found.</summary>
    public string Name { get; }

    /// <summary>Opens the first library of these names that there is. It stays open as long as the process.</summary>
    public static bool TryOpen(ReadOnlySpan<string> names, [NotNullWhen(true)] out DriverLibrary? library)
    {
        foreach (string name in names)
        {
            if (!NativeLibrary.TryLoad(name, out nint handle)) continue;
            library = new DriverLibrary(handle, name);
            return true;
        }

        library = null;
        return false;
    }

    /// <summary>The address of a function.</summary>
    /// <exception cref="EntryPointNotFoundException">The library has none of that name.</exception>
    public nint this[string function] =>
        NativeLibrary.TryGetExport(_handle, function, out nint address)
            ? address
            : throw new EntryPointNotFoundException($"{Name} has no function {function}.");
}
