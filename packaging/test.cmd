@echo off
rem Sets up what is missing and runs the tests: packaging\test.cmd [ARGS for pytest...]
rem Written for Windows 10 and 11 with Python 3.11 or newer; not yet tried on a real one.
rem The tests marked "desktop" need an X server.
setlocal
set "root=%~dp0.."
call "%~dp0setup.cmd" requirements-dev.lock dev || exit /b 1
cd /d "%root%"
"%root%\.venv\Scripts\python.exe" -m pytest -m "not desktop" %*
exit /b %errorlevel%
