@echo off
rem Sets up what is missing and runs Miaohui: packaging\run.cmd [ARGS...]; without ARGS it starts in the tray.
rem Written for Windows 10 and 11 with Python 3.11 or newer; not yet tried on a real one.
setlocal
set "root=%~dp0.."
call "%~dp0setup.cmd" requirements.lock || exit /b 1
if not "%~1"=="" goto arguments
start "" "%root%\.venv\Scripts\miaohui-tray.exe"
exit /b 0
:arguments
"%root%\.venv\Scripts\miaohui.exe" %*
exit /b %errorlevel%
