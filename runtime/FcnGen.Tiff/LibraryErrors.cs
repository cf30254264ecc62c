using System;
using System.Globalization;
using System.IO;
using BitMiracle.LibTiff.Classic;

namespace FcnGen;

/// <summary>
/// Hears the errors and warnings of LibTiff.NET, which would print them to the console and go on. The library has one handler for the
/// whole process: what other code of the process does with the library still reaches the handler that was there before.
/// </summary>
internal sealed class LibraryErrors : TiffErrorHandler
{
    private static readonly LibraryErrors Instance = new();

    [ThreadStatic]
    private static bool _listening;

    [ThreadStatic]
    private static string? _first;

    private static TiffErrorHandler? _others;

    private LibraryErrors()
    {
    }

    /// <summary>Runs what calls the library; the first error or warning ends it.</summary>
    /// <param name="decode">What calls the library.</param>
    /// <exception cref="InvalidDataException">The library had something to say; the message is its.</exception>
    public static void Run(Action decode)
    {
        TiffErrorHandler? earlier = Tiff.SetErrorHandler(Instance);
        if (earlier is not null && earlier is not LibraryErrors) _others = earlier;
        _listening = true;
        _first = null;
        try
        {
            decode();
        }
        catch (Exception error) when (error is not (InvalidDataException or OutOfMemoryException or OperationCanceledException))
        {
            // The library has no type of its own and fails on damaged data in many ways.
            throw new InvalidDataException(_first ?? $"its pixels are damaged ({error.Message.TrimEnd('.')})", error);
        }
        finally
        {
            _listening = false;
        }

        // Some of the library's code swallows what its handlers throw.
        if (_first is { } message) throw new InvalidDataException(message);
    }

    public override void ErrorHandler(Tiff tif, string method, string format, params object[] args)
    {
        if (!_listening) Others.ErrorHandler(tif, method, format, args);
        else Stop(format, args);
    }

    public override void ErrorHandlerExt(Tiff tif, object clientData, string method, string format, params object[] args)
    {
        if (!_listening) Others.ErrorHandlerExt(tif, clientData, method, format, args);
    }

    public override void WarningHandler(Tiff tif, string method, string format, params object[] args)
    {
        if (!_listening) Others.WarningHandler(tif, method, format, args);
        // The sampling that the JPEG data state is what counts; the tag beside them is often left out.
        else if (!format.Contains("sampling", StringComparison.Ordinal)) Stop(format, args);
    }

    public override void WarningHandlerExt(Tiff tif, object clientData, string method, string format, params object[] args)
    {
        if (!_listening) Others.WarningHandlerExt(tif, clientData, method, format, args);
    }

    private static TiffErrorHandler Others => _others ??= new TiffErrorHandler();

    private static void Stop(string format, object[] args)
    {
        _first ??= $"its pixels are damaged ({string.Format(CultureInfo.InvariantCulture, format, args).ReplaceLineEndings(" ").TrimEnd('.')})";
        throw new InvalidDataException(_first);
    }
}
