# Sourced by ./run and ./test: finds a Python that the product runs on, or says in one line why there is none (exit 2).
# ANTOAN_PYTHON names one by hand. The result is in $python.
python=
seen=
for candidate in ${ANTOAN_PYTHON:+"$ANTOAN_PYTHON"} python3 python3.13 python3.12 python3.11; do
  command -v "$candidate" >/dev/null 2>&1 || continue
  version=$("$candidate" -c 'import sys; print("%d.%d" % sys.version_info[:2])' 2>/dev/null) || continue
  case $version in
    3.11 | 3.12 | 3.13)
      python=$candidate
      break
      ;;
  esac
  seen=${seen:-$version}
done
if [ -z "$python" ]; then
  echo "An Toàn cần Python 3.11, 3.12 hoặc 3.13; máy này ${seen:+chỉ có Python }${seen:-chưa có Python}. Hãy cài đặt (Debian, Ubuntu: sudo apt install python3) rồi chạy lại." >&2
  exit 2
fi
