#!/usr/bin/env bash
# Checks and measures FcnGen on an NVIDIA GPU; see docs/gpu-kit.md. Needs python3; PyTorch and ptxas where they are to be compared with.
here="$(cd "$(dirname "$0")" && pwd)"
export PYTHONUNBUFFERED=1
exec python3 "$here/kit.py" "$@"
