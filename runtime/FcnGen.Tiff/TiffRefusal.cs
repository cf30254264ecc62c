using System;

namespace FcnGen;

/// <summary>A TIFF of a kind that is not read, although nothing is wrong with it.</summary>
/// <param name="what">Completes "NAME is a TIFF ...".</param>
internal sealed class TiffRefusal(string what) : Exception(what);
