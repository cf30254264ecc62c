using System;

namespace FcnGen.Gpu.Tests.Ptx;

/// <summary>A kernel did what a GPU would answer with an error, a hang or results that change from run to run; or its text is not understood.</summary>
internal sealed class PtxFault(string message, Exception? inner = null) : Exception(message, inner);
